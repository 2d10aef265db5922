import { createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import { Client } from 'pg';

/** Which engine carries the queues, and how workers and producers reach it. */
export type QueueBackend =
  | { readonly engine: 'redis'; readonly url: string }
  | { readonly engine: 'postgres'; readonly url: string };

/** Hash-tagged, so that all keys of the house live in one slot of a cluster. */
export const QUEUE_PREFIX = '{courrier}';
const SCHEMA = 'bullmq';
/** Connections of one queue's or worker's pool on PostgreSQL, whose 100 are shared by all processes. */
const POOL_SIZE = 2;

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

/** For workers: they wait for Redis to come back, however long. */
export function workerConnection(backend: QueueBackend) {
  if (backend.engine === 'postgres') return postgresConnection(backend.url);
  return { url: backend.url, maxRetriesPerRequest: null };
}

/** For producers: they fail at once while Redis is away, and the outbox keeps the entry. */
export function producerConnection(backend: QueueBackend) {
  if (backend.engine === 'postgres') return postgresConnection(backend.url);
  return { url: backend.url, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 5_000 };
}

// BullMQ's types know Redis connections only; its PostgreSQL backend takes a pool's configuration in the same place.
function postgresConnection(url: string): { url: string } {
  return { connectionString: url, schema: SCHEMA, max: POOL_SIZE, skipMigrations: true } as unknown as { url: string };
}
