import type { Socket } from 'node:net';
import path from 'node:path';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, Pool, type PoolConfig } from 'pg';
import { databaseOnPool } from './database-on-pool';
import { KeptStatements } from './kept-statements';
import { migrationState } from './migration-state.query';
import { waitForServer } from './wait-for-server';

export type Database = NodePgDatabase;
/** A transaction, or the database itself: what a repository works on. */
export type Session = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>;

export type ConnectionPool = Pool;

export interface OpenDatabase {
  readonly db: Database;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** PostgreSQL has 100 connections for all processes: each takes few. */
const POOL_SIZE = 6;
/** Past it a query is given up, and its connection with it: the server hangs, or is gone without a word. */
const QUERY_MS = 60_000;
/** The SQL of each version's changes, in order. */
export const MIGRATIONS = path.join(__dirname, 'migrations');
/**
 * For a process that its network has lost in mid transaction: what its session had locked is let go by the server, not held
 * for the two hours after which TCP gives up by itself.
 */
const SESSION: PoolConfig = {
  idle_in_transaction_session_timeout: 60_000,
  options:
    '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c tcp_user_timeout=60000 -c plan_cache_mode=force_custom_plan',
};
/** Serialises migrations of processes that start together. */
const MIGRATION_LOCK = 7_420_260;

export interface OpenAs {
  /** What the connections are called in `pg_stat_activity`. */
  readonly name: string;
  /** How long a server that is not there yet is waited for, and who is told that it is. */
  readonly patienceMs: number;
  readonly onWait: (patienceMs: number) => void;
}

const NEWER_SCHEMA =
  'DATABASE_URL\u00a0: cette base a été mise à jour par une version plus récente de ce programme\u00a0; démarrez cette version-là.';
const AT_ONCE: OpenAs = { name: 'courrier', patienceMs: 0, onWait: () => undefined };

/**
 * Opens the database and brings its schema up to date.
 * @param url postgres://… @param onError told of connections that break (the pool opens new ones by itself)
 * @throws where the server does not answer in time, or where a newer version of the program has changed the schema
 */
export async function openDatabase(
  url: string,
  onError: (error: Error) => void,
  { name, patienceMs, onWait }: OpenAs = AT_ONCE,
): Promise<OpenDatabase> {
  const pool = openPool(url, onError, { name });
  const db = databaseOnPool(pool);
  try {
    await waitForServer(pool, patienceMs, () => onWait(patienceMs));
    await migrateUnderLock(url);
    // Its columns may mean something else by now.
    if ((await migrationState(pool)) === 'ahead') throw new Error(NEWER_SCHEMA);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { db, pool, close: () => pool.end() };
}

/**
 * The database as it is, without a migration.
 * @param patient for a backup or a restore, whose statements take as long as the tables are large
 */
export function openPool(
  url: string,
  onError: (error: Error) => void,
  { patient = false, name = 'courrier' }: { readonly patient?: boolean; readonly name?: string } = {},
): Pool {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(patient ? {} : { ...SESSION, query_timeout: QUERY_MS, Client: ImpatientClient }),
  });
  // On the client, not on the pool alone: one that is lent out between two queries of a transaction breaks unheard otherwise,
  // and an error event without a listener ends the process.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => undefined);
  return pool;
}

/** Opens the database as it is, without a migration, so that an account that may only read can be given. */
export function openForReading(url: string): { readonly db: Database; close(): Promise<void> } {
  const pool = new Pool({
    connectionString: url,
    max: 1,
    application_name: 'courrier',
    connectionTimeoutMillis: 10_000,
  });
  // The query that was under way says it.
  pool.on('error', () => undefined);
  return { db: databaseOnPool(pool), close: () => pool.end() };
}

/** One for the process: what is kept has the same name on each of its connections. */
const KEPT = new KeptStatements();

/**
 * A connection that keeps what is often asked, and whose query got no answer in time is closed: pg would hand it out again,
 * behind the query that hangs.
 */
class ImpatientClient extends Client {
  override query(config: unknown, values?: unknown, ...rest: unknown[]): never {
    const given = [KEPT.named(config, values), values, ...rest];
    const answer = (super.query as (...args: unknown[]) => unknown)(...given);
    if (answer instanceof Promise) answer.catch((error: Error) => this.closeWhenHung(error));
    return answer as never;
  }

  private closeWhenHung(error: Error): void {
    if (error.message !== 'Query read timeout') return;
    (this as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  }
}

/** On a connection of its own: a migration of a filled database may take longer than any query may. */
async function migrateUnderLock(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'courrier', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    await client.end().catch(() => undefined);
  }
}
