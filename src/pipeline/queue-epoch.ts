import { QUEUE_PREFIX } from './queue-backend';
import type { QueueConnections } from './queue-connections';

const KEY = `${QUEUE_PREFIX}:epoch`;

/** Tells whether the queue's engine has forgotten everything since it was last asked. */
export interface QueueEpoch {
  /** True once after the engine was new or wiped, to one process only. @throws while the engine is away */
  isNew(): Promise<boolean>;
}

/** A key that lives and dies with the queues: where it is missing, so are the jobs. */
export function queueEpoch({ redis }: Pick<QueueConnections, 'redis'>): QueueEpoch {
  // In PostgreSQL the jobs are in the database that holds the rows: they are lost together or not at all.
  if (redis === null) return { isNew: async () => false };
  return { isNew: async () => (await redis.set(KEY, '1', 'NX')) === 'OK' };
}
