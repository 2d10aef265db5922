import { Redis } from 'ioredis';
import { producerConnection, QUEUE_PREFIX, type QueueBackend } from './queue-backend';

const KEY = `${QUEUE_PREFIX}:epoch`;

/** Tells whether the queue's engine has forgotten everything since it was last asked. */
export interface QueueEpoch {
  /** True once after the engine was new or wiped, to one process only. @throws while the engine is away */
  isNew(): Promise<boolean>;
  close(): void;
}

/** A key that lives and dies with the queues: where it is missing, so are the jobs. */
export function queueEpoch(backend: QueueBackend): QueueEpoch {
  // In PostgreSQL the jobs are in the database that holds the rows: they are lost together or not at all.
  if (backend.engine === 'postgres') return { isNew: async () => false, close: () => undefined };
  const { url, ...options } = producerConnection(backend);
  const redis = new Redis(url, { ...options, lazyConnect: true });
  redis.on('error', () => undefined);
  return {
    async isNew() {
      if (redis.status === 'wait') await redis.connect();
      return (await redis.set(KEY, '1', 'NX')) === 'OK';
    },
    close: () => redis.disconnect(),
  };
}
