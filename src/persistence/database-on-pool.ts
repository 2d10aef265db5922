import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';

/**
 * Drizzle on a pool, with transactions whose connection goes back to it whatever fails. Drizzle’s own (0.45.4) keeps the
 * connection for good where BEGIN fails, as on a PostgreSQL that was just stopped: six of those, and a process has none left.
 */
export function databaseOnPool(pool: Pool): NodePgDatabase {
  const db = drizzle(pool);
  const transaction: NodePgDatabase['transaction'] = async (work, config) => {
    const client = await pool.connect();
    try {
      return await drizzle(client).transaction(work, config);
    } finally {
      // One whose rollback failed as well is not lent again in mid transaction.
      client.release(client.getTransactionStatus() !== 'I');
    }
  };
  return Object.assign(db, { transaction });
}
