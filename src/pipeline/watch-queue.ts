import type { Logger } from '../platform/logger';
import { inspectQueue, type QueueReport } from './inspect-queue';
import type { QueueConnections } from './queue-connections';

/** How long a start waits to say how Redis is; it goes on without an answer, since mail can come in without Redis. */
const FIRST_ANSWER_MS = 3_000;
const AGAIN_MS = 10 * 60_000;

export interface QueueWatch {
  /** What was found when the queue was first asked. */
  readonly first: QueueReport;
  stop(): void;
}

/** Asks how the queues' engine is: at the start, each time it is back, and from time to time. Says what changed. */
export async function watchQueue(connections: QueueConnections, logger: Logger): Promise<QueueWatch> {
  const { redis } = connections;
  if (redis !== null && redis.status !== 'ready') await firstWord(redis);
  const first = await inspectQueue(connections);
  let known = first.faults;
  const look = async (): Promise<void> => {
    const { reachable, faults } = await inspectQueue(connections);
    // That it is away is said by whoever holds the connection.
    if (!reachable) return;
    for (const fault of faults) if (!known.includes(fault)) logger.warn(fault);
    known = faults;
  };
  for (const fault of first.faults) logger.warn(fault);
  if (redis === null) return { first, stop: () => undefined };
  const onReady = () => void look();
  redis.on('ready', onReady);
  const timer = setInterval(onReady, AGAIN_MS).unref();
  return {
    first,
    stop: () => {
      clearInterval(timer);
      redis.off('ready', onReady);
    },
  };
}

function firstWord(redis: NonNullable<QueueConnections['redis']>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, FIRST_ANSWER_MS);
    function done(): void {
      clearTimeout(timer);
      redis.off('ready', done);
      redis.off('error', done);
      resolve();
    }
    redis.once('ready', done);
    redis.once('error', done);
  });
}
