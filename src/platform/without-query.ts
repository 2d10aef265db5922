const FAILED_QUERY = 'Failed query';

/** The error and its causes, outermost first. */
function chainOf(error: Error): Error[] {
  const chain = [error];
  for (let cause = error.cause; cause instanceof Error && !chain.includes(cause); cause = cause.cause)
    chain.push(cause);
  return chain;
}

/** drizzle's message repeats the query and every parameter; the innermost cause, the database's own, says what is wrong. */
export function messageWithoutQuery(error: Error): string {
  if (!error.message.startsWith(FAILED_QUERY)) return error.message;
  const inner = chainOf(error).at(-1) as Error & { readonly code?: string };
  if (inner.message.startsWith(FAILED_QUERY)) return 'requête refusée par la base de données';
  return inner.message || inner.code || 'base de données injoignable';
}

/** A text made of the error's messages, such as its stack, without the queries in them. */
export function withoutQueries(text: string, error: Error): string {
  return chainOf(error)
    .filter(({ message }) => message.startsWith(FAILED_QUERY))
    .reduce((rest, { message }) => rest.replaceAll(message, FAILED_QUERY), text);
}
