import type { Queue } from 'bullmq';
import type { OutboxEntry, OutboxRepository } from '../persistence/outbox.repository';
import type { Logger } from '../platform/logger';
import { isJobName, JOBS, jobId, jobPayload, type QueueName } from './job-catalogue';

const BATCH = 200;

/**
 * Takes committed outbox entries into the queues, in batches. A queue that is away loses nothing: the entries stay, and the
 * next kick or the sweeper's timer tries again.
 */
export class Enqueuer {
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly outbox: OutboxRepository,
    private readonly queues: ReadonlyMap<QueueName, Queue>,
    private readonly logger: Logger,
  ) {}

  /** Tells that something was committed; returns at once. */
  kick(): void {
    this.again = true;
    this.running ??= this.drainAll().finally(() => {
      this.running = null;
      if (this.again) this.kick();
    });
  }

  /** Waits for what is under way. */
  async settle(): Promise<void> {
    await this.running;
  }

  private async drainAll(): Promise<void> {
    try {
      while (this.again) {
        this.again = false;
        while ((await this.outbox.drain(BATCH, (entries) => this.enqueue(entries))) === BATCH);
      }
    } catch (error) {
      this.again = false;
      this.logger.warn({ err: error }, 'file d’attente absente : les entrées restent dans la boîte d’envoi');
    }
  }

  private async enqueue(entries: readonly OutboxEntry[]): Promise<void> {
    const byQueue = new Map<QueueName, Parameters<Queue['addBulk']>[0]>();
    for (const entry of entries) {
      if (!isJobName(entry.job)) throw new Error(`tâche inconnue : ${entry.job}`);
      const { queue, retry } = JOBS[entry.job];
      const data = jobPayload.parse({ correspondenceId: entry.correspondenceId, revision: entry.revision });
      const job = {
        name: entry.job,
        data,
        opts: {
          jobId: jobId(entry.job, data),
          attempts: retry.attempts,
          backoff: { type: 'exponential', delay: retry.firstDelayMs, jitter: 0.3 },
          // The id must be free again when the sweeper puts the row back; what happened is in the journal.
          removeOnComplete: true,
          removeOnFail: true,
        },
      };
      byQueue.set(queue, [...(byQueue.get(queue) ?? []), job]);
    }
    await Promise.all(
      [...byQueue].map(([name, jobs]) => {
        const queue = this.queues.get(name);
        if (queue === undefined) throw new Error(`file inconnue : ${name}`);
        return queue.addBulk(jobs);
      }),
    );
  }
}
