import type { ClientBase, Pool, PoolClient } from 'pg';
import { rowsOf } from '../transaction-cursor';

/** Runs `use` in one read-only transaction that shows everything as of one moment. */
export async function withSnapshot<T>(pool: Pool, use: (client: PoolClient, at: Date) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ at: Date }>('select now() as at');
    return await use(client, rows[0]?.at as Date);
  } catch (error) {
    failed = error as Error;
    throw error;
  } finally {
    if (failed === undefined) await client.query('commit');
    // A connection amid a COPY is of no use any more.
    client.release(failed);
  }
}

/** Names of the documents that rows name, in order, each once. */
export async function* namedDocuments(client: ClientBase): AsyncGenerator<string> {
  const rows = rowsOf<{ store_key: string }>(
    client,
    `select distinct store_key collate "C" as store_key from documents where store_key is not null order by 1`,
  );
  for await (const { store_key: storeKey } of rows) yield storeKey;
}

/** Where the journal stood. */
export async function journalHead(client: ClientBase): Promise<{ lastEntry: number; lastSeal: number }> {
  const { rows } = await client.query<{ entry: string; seal: number }>(
    'select coalesce((select max(id) from journal), 0) as entry, coalesce((select max(number) from journal_seals), 0) as seal',
  );
  return { lastEntry: Number(rows[0]?.entry ?? 0), lastSeal: Number(rows[0]?.seal ?? 0) };
}
