import type { Pool } from 'pg';

/** `document-removal`: files are taken away, or copied to where none may be missing. */
export type LockName = 'document-removal' | `task ${string}`;

/**
 * Runs `work` while nobody else holds the lock of that name. It is the connection's, so it ends with the process that holds it.
 * @returns false where another process holds it; with `wait`, never
 */
export async function underLock(
  pool: Pool,
  name: LockName,
  work: () => Promise<void>,
  { wait = false }: { readonly wait?: boolean } = {},
): Promise<boolean> {
  const client = await pool.connect();
  const key = [`courrier ${name}`];
  try {
    const { rows } = wait
      ? await client.query('select pg_advisory_lock(hashtextextended($1, 0)), true as mine', key)
      : await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as mine', key);
    if (rows[0]?.mine !== true) return false;
    try {
      await work();
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', key).catch(() => undefined);
    }
    return true;
  } finally {
    client.release();
  }
}
