import type { Queue } from 'bullmq';
import type { QueueName } from './job-catalogue';

export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];
export type QueueDepth = Readonly<Record<JobState, number>>;

/** How many jobs each queue holds, by state: counters of the queue's engine, whatever their number. */
export class QueueDepths {
  constructor(readonly queues: ReadonlyMap<QueueName, Queue>) {}

  /** @throws while the engine is away */
  async read(): Promise<ReadonlyMap<QueueName, QueueDepth>> {
    const depths = await Promise.all(
      [...this.queues].map(async ([name, queue]) => {
        const counts = await queue.getJobCounts(...JOB_STATES);
        const depth = Object.fromEntries(JOB_STATES.map((state) => [state, counts[state] ?? 0])) as QueueDepth;
        return [name, depth] as const;
      }),
    );
    return new Map(depths);
  }
}
