import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Type } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import { isJobName, jobPayload, QUEUES, type QueueName } from './job-catalogue';
import { type QueueBackend, workerConnection } from './queue-backend';
import { StageRunner } from './stage-runner';

/** A job whose worker was killed comes back soon, and often enough: the row decides, not the count of stalls. */
const RESILIENT = { lockDuration: 30_000, stalledInterval: 10_000, maxStalledCount: 20 };

/** Jobs of a queue that one process has under way at once. What is CPU-bound is bounded again by its own pool. */
const CONCURRENCY: Readonly<Record<QueueName, number>> = { reading: 4, triage: 8, composition: 4, dispatch: 8 };

/**
 * A Nest worker for each queue. They are made here, not declared, because a worker's connection waits for Redis for as long
 * as it takes, while the producer's of the same queue fails at once.
 */
export function createStageWorkers(backend: QueueBackend): Type<WorkerHost>[] {
  return QUEUES.map((name) => {
    @Processor(name, { ...RESILIENT, connection: workerConnection(backend), concurrency: CONCURRENCY[name] })
    class StageWorker extends WorkerHost {
      constructor(private readonly runner: StageRunner) {
        super();
      }

      async process(job: Job): Promise<void> {
        if (!isJobName(job.name)) throw new UnrecoverableError(`tâche inconnue : ${job.name}`);
        const lastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
        await this.runner.run(job.name, jobPayload.parse(job.data), lastTry);
      }
    }
    return StageWorker;
  });
}

/** The workers of this process. Closed before what they work with, they finish the stages under way and take no more. */
export class StageWorkers {
  constructor(private readonly hosts: readonly WorkerHost[]) {}

  close(): Promise<unknown> {
    return Promise.all(this.hosts.map(({ worker }) => worker.close()));
  }
}
