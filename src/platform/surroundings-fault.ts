/** System errors of a network, a disk or a process at its limits (errno names). */
const SYSTEM = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'],
  ...['EHOSTDOWN', 'ENOTFOUND', 'EAI_AGAIN', 'ENOTCONN'],
  ...['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ESTALE', 'EACCES', 'EPERM', 'ENODEV', 'ENXIO', 'EBUSY'],
  ...['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'],
]);

/** PostgreSQL, appendix A: connection (08), rolled back to be tried again (40), resources (53), operator (57), system (58). */
const SQL_CLASSES = /^(?:08|40|53|57|58)[0-9A-Z]{3}$/;
/** Read-only after a failover, lock not to be had, idle in a transaction for too long. */
const SQL_STATES = new Set(['25006', '55P03', '25P03']);

/** pg gives these no code. */
const PG_MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|sorry, too many clients)/;

/** Is a disk full, and not merely something away? */
export function isStorageFull(error: unknown): boolean {
  return chainOf(error).some(({ code }) => code === 'ENOSPC' || code === 'EDQUOT' || code === '53100');
}

/** Did what we work with fail (network, disk, database), rather than what we work on? Looks through the causes. */
export function isSurroundingsFault(error: unknown): boolean {
  return chainOf(error).some(
    ({ code, message }) =>
      (typeof code === 'string' && (SYSTEM.has(code) || SQL_CLASSES.test(code) || SQL_STATES.has(code))) ||
      PG_MESSAGES.test(message),
  );
}

interface Fault {
  readonly code: unknown;
  readonly message: string;
}

/** The error, its causes, and what several tries at once came to. */
function chainOf(error: unknown, depth = 0): Fault[] {
  if (!(error instanceof Error) || depth > 10) return [];
  const { code } = error as { code?: unknown };
  const parts = error instanceof AggregateError ? error.errors : [];
  return [{ code, message: error.message }, ...[error.cause, ...parts].flatMap((part) => chainOf(part, depth + 1))];
}
