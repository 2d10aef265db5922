import { Queue } from 'bullmq';
import { QUEUES, type QueueName } from './job-catalogue';
import { QUEUE_PREFIX } from './queue-backend';
import type { QueueConnections } from './queue-connections';

/** The queues for who asks or takes away, and works on nothing. Whoever opened them closes them. */
export function openQueues({ producer }: QueueConnections): ReadonlyMap<QueueName, Queue> {
  const options = {
    connection: producer,
    prefix: QUEUE_PREFIX,
    skipVersionCheck: true,
    skipWaitingForReady: true,
    skipMetasUpdate: true,
  };
  return new Map(
    QUEUES.map((name) => {
      const queue = new Queue(name, options);
      // What fails is said by whoever asked.
      queue.on('error', () => undefined);
      return [name, queue] as const;
    }),
  );
}
