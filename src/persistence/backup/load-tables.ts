import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ClientBase, Pool } from 'pg';
import { appliedMigrations, migrateTo } from './schema-versions';
import { copyIn, setSequences, type TableShape, tablesToLoad } from './table-copies';

export interface TableFile extends TableShape {
  readonly file: string;
  readonly rows: number;
}

/** True for a database without tables, and for one that an interrupted restore left: its schema, and not one row. */
export async function isEmptyDatabase(pool: Pool, migrations: readonly string[]): Promise<boolean> {
  const client = await pool.connect();
  try {
    const tables = await tablesToLoad(client);
    if (tables.length === 0) return true;
    if ((await appliedMigrations(client)).join() !== migrations.join()) return false;
    for (const { name } of tables) {
      const { rowCount } = await client.query(`select 1 from public."${name}" limit 1`);
      if (rowCount !== 0) return false;
    }
    return true;
  } finally {
    client.release();
  }
}

/**
 * Brings an empty database to the backup's schema and loads its tables, all in one transaction with what `afterwards` does:
 * killed anywhere, the database holds nothing.
 */
export async function loadTables(
  pool: Pool,
  migrations: number,
  tables: readonly TableFile[],
  afterwards: (client: ClientBase) => Promise<void>,
): Promise<void> {
  await migrateTo(pool, migrations);
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query('begin');
    for (const table of tables) await pipeline(createReadStream(table.file), copyIn(client, table));
    for (const { name, rows } of tables) {
      const { rows: counted } = await client.query<{ n: string }>(`select count(*) as n from public."${name}"`);
      if (Number(counted[0]?.n) !== rows)
        throw new Error(`table ${name}\u00a0: ${counted[0]?.n} lignes au lieu de ${rows}`);
    }
    await setSequences(client, tables);
    await afterwards(client);
    await client.query('commit');
  } catch (error) {
    failed = error as Error;
    throw error;
  } finally {
    client.release(failed);
  }
}
