import { createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import { Client, Pool } from 'pg';
import type { RedisAddress } from '../config/redis-address';
import type { RedisTls } from './read-redis-tls';

/** Which engine carries the queues, and where it is. */
export type QueueBackend =
  | { readonly engine: 'redis'; readonly address: RedisAddress; readonly tls: RedisTls }
  | { readonly engine: 'postgres'; readonly url: string };

/** Hash-tagged, so that all keys of the house live in one slot of a cluster. */
export const QUEUE_PREFIX = '{courrier}';
/** BullMQ's own name for it: a pool that is handed in can name no other. */
const SCHEMA = 'bullmq';
/** Each BullMQ object listens to its pool, the queue board's included. */
const MOST_LISTENERS = 50;

/** Makes BullMQ ready for its engine. Must run before the Nest application is created. */
export async function prepareQueueBackend(backend: QueueBackend): Promise<void> {
  if (backend.engine === 'redis') {
    setDefaultBackendFactory();
    return;
  }
  const client = new Client({ connectionString: backend.url });
  await client.connect();
  try {
    await runMigrations(client as unknown as Parameters<typeof runMigrations>[0], SCHEMA);
  } finally {
    await client.end();
  }
  setDefaultBackendFactory(createPostgresBackend);
}

/** One pool for all queues and workers of a process, since PostgreSQL’s 100 connections are shared by all processes. */
export function openQueuePool(url: string, name: string, max: number): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: name,
    max,
    keepAlive: true,
    options: `-c search_path="${SCHEMA}"`,
  });
  pool.setMaxListeners(MOST_LISTENERS);
  // A connection that breaks while BullMQ holds it between two queries tells nobody else, and would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
