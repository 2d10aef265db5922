import type { Queue } from 'bullmq';
import type { QueueName } from './job-catalogue';

/** The first jobs that wait. */
export class QueueHeads {
  constructor(private readonly queues: ReadonlyMap<QueueName, Queue>) {}

  /**
   * When the first job that waits was put in, in milliseconds since 1970, of each queue in which one does.
   * @throws while the engine is away
   */
  async oldestWaiting(): Promise<ReadonlyMap<QueueName, number>> {
    const heads = await Promise.all(
      [...this.queues].map(async ([name, queue]) => {
        const [job] = await queue.getWaiting(0, 0);
        return job === undefined ? [] : [[name, job.timestamp] as const];
      }),
    );
    return new Map(heads.flat());
  }
}
