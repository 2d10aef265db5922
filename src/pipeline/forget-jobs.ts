import type { Queue } from 'bullmq';
import type { Logger } from '../platform/logger';
import { JOB_NAMES, JOBS, jobId, type QueueName } from './job-catalogue';

/** An item that was erased, and its last revision: each one up to it may have had its jobs. */
export interface ErasedItem {
  readonly id: string;
  readonly revision: number;
}

/** Takes what the queues still hold of erased items: jobs in whatever state, and what the engine tells of them in its events. */
export class ForgetJobs {
  /** @param forgetEvents those of all queues: nobody reads them, and they name jobs by their ids */
  constructor(
    private readonly queues: ReadonlyMap<QueueName, Queue>,
    private readonly forgetEvents: (queues: readonly Queue[]) => Promise<void>,
    private readonly logger: Logger,
  ) {}

  /** @returns false where one is being worked on, or the engine is away: nothing of it may be called gone */
  async forget(items: readonly ErasedItem[]): Promise<boolean> {
    try {
      const removed = await Promise.all(items.flatMap((item) => this.remove(item)));
      await this.forgetEvents([...this.queues.values()]);
      return removed.every((gone) => gone);
    } catch (err) {
      this.logger.warn({ err }, 'file d’attente absente\u00a0: ce qui y reste de courriers effacés sera ôté plus tard');
      return false;
    }
  }

  private remove({ id, revision: last }: ErasedItem): Promise<boolean>[] {
    const revisions = Array.from({ length: last }, (_, index) => index + 1);
    return JOB_NAMES.flatMap((name) =>
      revisions.map(async (revision) => {
        const queue = this.queues.get(JOBS[name].queue);
        const job = jobId(name, { correspondenceId: id, revision });
        // What was not removed is under a worker's lock, or was never there, as one engine says and the other does not.
        return (await queue?.remove(job)) === 1 || (await queue?.getJob(job)) === undefined;
      }),
    );
  }
}
