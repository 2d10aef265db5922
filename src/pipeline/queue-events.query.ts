import type { Queue } from 'bullmq';
import type { Pool } from 'pg';
import type { QueueConnections } from './queue-connections';

/** How the engine's own account of what became of jobs is emptied. */
export function forgetEventsBy({ redis, producer }: QueueConnections): (queues: readonly Queue[]) => Promise<void> {
  if (redis !== null)
    return async (queues) => {
      await Promise.all(queues.map((queue) => queue.trimEvents(0)));
    };
  // BullMQ cannot do so in PostgreSQL; the pool stands in its schema.
  const pool = producer as unknown as Pool;
  return async (queues) => {
    await pool.query('delete from event where queue = any($1)', [queues.map(({ name }) => name)]);
  };
}
