import type { Queue } from 'bullmq';
import type { OutboxEntry, OutboxRepository } from '../persistence/outbox.repository';
import type { Logger } from '../platform/logger';
import { JOB_NAMES, JOBS, type JobName, jobId, jobPayload, type QueueName } from './job-catalogue';

const BATCH = 200;
/** Between two looks for entries of another version. */
const OTHERS_MS = 10_000;

/** For commands, which have no queue: the running workers look at the outbox every second, nobody has to be told. */
export const NO_QUEUE_HERE: Pick<Enqueuer, 'kick'> = { kick: () => undefined };

/**
 * Takes committed outbox entries into the queues, in batches. A queue that is away loses nothing: the entries stay, and the
 * next kick or the sweeper's timer tries again. An entry whose job is not known here stays, and stops no other.
 */
export class Enqueuer {
  private running: Promise<void> | null = null;
  private again = false;
  private readonly toldOf = new Set<string>();
  private lookedForOthersAt = Number.NEGATIVE_INFINITY;

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
        while ((await this.outbox.drain(JOB_NAMES, BATCH, (entries) => this.enqueue(entries))) === BATCH);
      }
      if (performance.now() - this.lookedForOthersAt < OTHERS_MS) return;
      this.lookedForOthersAt = performance.now();
      await this.tellOfOtherJobs();
    } catch (error) {
      this.again = false;
      this.logger.warn({ err: error }, 'file d’attente absente\u00a0: les entrées restent dans la boîte d’envoi');
    }
  }

  private async tellOfOtherJobs(): Promise<void> {
    for (const job of await this.outbox.otherJobs(JOB_NAMES)) {
      if (this.toldOf.has(job)) continue;
      this.toldOf.add(job);
      this.logger.error({ job }, 'tâche inconnue\u00a0: ses entrées restent dans la boîte d’envoi');
    }
  }

  private async enqueue(entries: readonly OutboxEntry<JobName>[]): Promise<void> {
    const byQueue = new Map<QueueName, Parameters<Queue['addBulk']>[0]>();
    for (const entry of entries) {
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
        if (queue === undefined) throw new Error(`file inconnue\u00a0: ${name}`);
        return queue.addBulk(jobs);
      }),
    );
  }
}
