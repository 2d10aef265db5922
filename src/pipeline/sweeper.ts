import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import type { Enqueuer } from './enqueuer';
import { JOB_OF_STATE } from './job-catalogue';
import type { QueueEpoch } from './queue-epoch';

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

/** Repairs from outside the queue what a lost queue, a crash or a missed kick left behind. A plain timer, not a job. */
export class Sweeper {
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();
  private lastStaleLook = 0;
  private stopped = false;

  constructor(
    private readonly correspondences: CorrespondenceRepository,
    private readonly enqueuer: Enqueuer,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly pace: SweepPace,
    private readonly epoch: QueueEpoch,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((error: unknown) => this.logger.warn({ err: error }, 'balayage interrompu'))
        .then(() => {
          if (!this.stopped) this.start();
        });
    }, this.pace.everyMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.sweeping;
  }

  async sweep(): Promise<void> {
    const now = this.clock.now().getTime();
    // Away: the jobs may still be there, and the outbox waits.
    if (await this.epoch.isNew().catch(() => false)) await this.requeue(new Date(now));
    if (now - this.lastStaleLook >= this.pace.staleMs / 4) {
      this.lastStaleLook = now;
      await this.requeue(new Date(now - this.pace.staleMs));
    }
    this.enqueuer.kick();
  }

  private async requeue(before: Date): Promise<void> {
    let requeued = await this.correspondences.requeueStale(JOB_OF_STATE, before, MOST_HELD, true);
    for (let more = MOST_ROWS; more >= MOST_ROWS; requeued += more)
      more = await this.correspondences.requeueStale(JOB_OF_STATE, before, MOST_ROWS, false);
    if (requeued > 0) this.logger.info({ requeued }, 'courriers remis en file');
  }
}
