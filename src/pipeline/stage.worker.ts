import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import type { Type } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import type { Logger } from '../platform/logger';
import { isJobName, jobPayload, QUEUES, type QueueName } from './job-catalogue';
import { QUEUE_PREFIX } from './queue-backend';
import type { QueueConnections } from './queue-connections';
import { StageRunner } from './stage-runner';

export interface WorkerLocks {
  /** A job whose worker has not renewed its hold for so long is another's. */
  readonly lockDuration: number;
  readonly stalledInterval: number;
}

/** A job whose worker was killed comes back soon, and often enough: the row decides, not the count of stalls. */
export const WORKER_LOCKS: WorkerLocks = { lockDuration: 30_000, stalledInterval: 10_000 };
const MOST_STALLS = 20;

/** Jobs of a queue that one process has under way at once. What is CPU-bound is bounded again by its own pool. */
const CONCURRENCY: Readonly<Record<QueueName, number>> = { reading: 4, triage: 8, composition: 4, dispatch: 8 };

const TELL_AGAIN_MS = 60_000;
const MOST_TOLD = 50;

/** A worker of one queue that can be stopped whether its engine is there or not. */
export abstract class FinishingWorker extends WorkerHost {
  /** Takes no more, and waits until the queue knows what was done: while Redis is away, until it is done. */
  abstract finish(): Promise<void>;
}

/**
 * A Nest worker for each queue. They are made here, not declared, because a worker's connection waits for Redis for as long
 * as it takes, while the producer's of the same queue fails at once.
 */
export function createStageWorkers(
  connections: QueueConnections,
  logger: Logger,
  locks: WorkerLocks,
): Type<FinishingWorker>[] {
  const { redis } = connections;
  const isThere = (): boolean => redis === null || redis.status === 'ready';
  // Asked nothing when it is made: INFO may be forbidden, and a worker whose first question failed would fail for good.
  const options = {
    ...locks,
    maxStalledCount: MOST_STALLS,
    connection: connections.worker(),
    prefix: QUEUE_PREFIX,
    skipVersionCheck: true,
  };
  return QUEUES.map((name) => {
    const tell = tellAtMostEachMinute(name, logger);
    @Processor(name, { ...options, concurrency: CONCURRENCY[name] })
    class StageWorker extends FinishingWorker {
      private readonly underWay = new Set<Promise<void>>();

      constructor(private readonly runner: StageRunner) {
        super();
      }

      async process(job: Job): Promise<void> {
        const running = this.run(job);
        this.underWay.add(running);
        await running.finally(() => this.underWay.delete(running));
      }

      private async run(job: Job): Promise<void> {
        if (!isJobName(job.name)) throw new UnrecoverableError(`tâche inconnue\u00a0: ${job.name}`);
        const lastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
        await this.runner.run(job.name, jobPayload.parse(job.data), lastTry);
      }

      async finish(): Promise<void> {
        if (isThere()) return this.worker.close();
        await this.worker.pause(true);
        await Promise.allSettled(this.underWay);
        await this.worker.close(true);
      }

      @OnWorkerEvent('error')
      onError(error: Error): void {
        // While Redis is away, each worker has its errors; that it is away is said once, elsewhere.
        if (isThere()) tell(error);
      }
    }
    return StageWorker;
  });
}

/** The workers of this process. Closed before what they work with, they finish the stages under way and take no more. */
export class StageWorkers {
  constructor(private readonly hosts: readonly FinishingWorker[]) {}

  close(): Promise<unknown> {
    return Promise.all(this.hosts.map((host) => host.finish()));
  }
}

/** A worker asks again at once after an error, however often. Words only: an engine's error carries what was asked of it. */
function tellAtMostEachMinute(queue: QueueName, logger: Logger): (error: Error) => void {
  const told = new Map<string, number>();
  return ({ message }) => {
    const now = performance.now();
    if (now - (told.get(message) ?? Number.NEGATIVE_INFINITY) < TELL_AGAIN_MS) return;
    if (told.size > MOST_TOLD) told.clear();
    told.set(message, now);
    logger.warn({ queue, cause: message }, 'file d’attente');
  };
}
