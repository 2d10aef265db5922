import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import type { Enqueuer } from './enqueuer';
import { JOB_OF_STATE, JOBS, type JobName, type QueueName } from './job-catalogue';
import type { QueueEpoch } from './queue-epoch';
import type { QueueHeads } from './queue-heads';

export interface SweepPace {
  /** Between two looks at the outbox. */
  readonly everyMs: number;
  /** A row untouched for so long while under way is put back. */
  readonly staleMs: number;
}

export const SWEEP_PACE: SweepPace = { everyMs: 1_000, staleMs: 60_000 };
const MOST_ROWS = 500;
/** Of those that wait for something outside of them, in each look: thousands of replies held up keep nobody else waiting. */
const MOST_HELD = 100;

interface Parts {
  readonly correspondences: Pick<CorrespondenceRepository, 'requeueStale'>;
  readonly enqueuer: Pick<Enqueuer, 'kick'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pace: SweepPace;
  readonly epoch: QueueEpoch;
  readonly heads: Pick<QueueHeads, 'oldestWaiting'>;
}

/** Repairs from outside the queue what a lost queue, a crash or a missed kick left behind. A plain timer, not a job. */
export class Sweeper {
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();
  private lastStaleLook = 0;
  private stopped = false;

  constructor(private readonly parts: Parts) {}

  start(): void {
    const { logger, pace } = this.parts;
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((error: unknown) => logger.warn({ err: error }, 'balayage interrompu'))
        .then(() => {
          if (!this.stopped) this.start();
        });
    }, pace.everyMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.sweeping;
  }

  async sweep(): Promise<void> {
    const { clock, epoch, pace, enqueuer } = this.parts;
    const now = clock.now().getTime();
    // Away: the jobs may still be there, and the outbox waits.
    if (await epoch.isNew().catch(() => false)) await this.requeue(() => now);
    if (now - this.lastStaleLook >= pace.staleMs / 4) {
      this.lastStaleLook = now;
      const oldest = await this.oldestWaiting();
      await this.requeue((job) => Math.min(now, oldest.get(JOBS[job].queue) ?? now) - pace.staleMs);
    }
    enqueuer.kick();
  }

  /** In each queue the jobs are taken in their order: what was put in before the first that waits is there no more, the others are. */
  private async oldestWaiting(): Promise<ReadonlyMap<QueueName, number>> {
    return this.parts.heads.oldestWaiting().catch(() => new Map());
  }

  private async requeue(before: (job: JobName) => number): Promise<void> {
    const { correspondences, logger } = this.parts;
    const stale = [...JOB_OF_STATE].map(([state, job]) => ({ state, job, before: new Date(before(job)) }));
    let requeued = await correspondences.requeueStale(stale, MOST_HELD, true);
    for (let more = MOST_ROWS; more >= MOST_ROWS; requeued += more)
      more = await correspondences.requeueStale(stale, MOST_ROWS, false);
    if (requeued > 0) logger.info({ requeued }, 'courriers remis en file');
  }
}
