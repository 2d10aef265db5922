import type { ConnectionOptions } from 'bullmq';
import type { Logger } from '../platform/logger';
import { QUEUES } from './job-catalogue';
import { openQueuePool, type QueueBackend } from './queue-backend';
import { openRedisClient, type RedisClient } from './redis-client';
import { tellOfRedis } from './tell-of-redis';

/** The connections of a process to its queues: as few as BullMQ lets be shared. Whoever opened them closes them. */
export interface QueueConnections {
  /** For queues: fails at once while the engine is away. */
  readonly producer: ConnectionOptions;
  /** For workers, each of which adds a connection to wait on; asked for by processes that have some. */
  worker(): ConnectionOptions;
  /** The producer's own client, where Redis carries the queues. */
  readonly redis: RedisClient | null;
  close(): Promise<void>;
}

/** Connections for commands, beside the one on which each worker of a process waits for jobs. */
const POOL_OF_QUEUES = 2;
const POOL_OF_WORKERS = 4;

/** @param name what the connections are called in the server's own lists */
export function openQueueConnections(backend: QueueBackend, name: string, logger: Logger): QueueConnections {
  return backend.engine === 'redis' ? onRedis(backend, logger) : onPostgres(backend.url, name, logger);
}

function onRedis(backend: Extract<QueueBackend, { engine: 'redis' }>, logger: Logger): QueueConnections {
  const { address, tls } = backend;
  const producer = openRedisClient(address, tls, 'producer');
  tellOfRedis(producer, logger);
  const opened = [producer];
  let worker: RedisClient | null = null;
  return {
    producer: producer as ConnectionOptions,
    worker: () => {
      if (worker === null) {
        worker = openRedisClient(address, tls, 'worker');
        // What is wrong is said once, by the producer's client.
        worker.on('error', () => undefined);
        opened.push(worker);
      }
      return worker as ConnectionOptions;
    },
    redis: producer,
    close: async () => {
      for (const client of opened) client.disconnect();
    },
  };
}

// BullMQ's types know Redis connections only; its PostgreSQL backend takes a pool in the same place.
function onPostgres(url: string, name: string, logger: Logger): QueueConnections {
  const told = (error: Error) => logger.warn({ err: error }, 'file d’attente dans PostgreSQL');
  const producer = openQueuePool(url, name, POOL_OF_QUEUES).on('error', told);
  const opened = [producer];
  return {
    producer: producer as unknown as ConnectionOptions,
    worker: () => {
      const worker = openQueuePool(url, name, QUEUES.length + POOL_OF_WORKERS).on('error', told);
      opened.push(worker);
      return worker as unknown as ConnectionOptions;
    },
    redis: null,
    close: async () => {
      for (const pool of opened) await pool.end();
    },
  };
}
