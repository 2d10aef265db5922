import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import type { Enqueuer } from './enqueuer';
import { JOB_OF_STATE } from './job-catalogue';

export interface SweepPace {
  /** Between two looks at the outbox. */
  readonly everyMs: number;
  /** A row untouched for so long while under way is put back. */
  readonly staleMs: number;
}

export const SWEEP_PACE: SweepPace = { everyMs: 1_000, staleMs: 60_000 };
const MOST_ROWS = 500;

/** Repairs from outside the queue what a lost queue, a crash or a missed kick left behind. A plain timer, not a job. */
export class Sweeper {
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();
  private lastStaleLook = 0;

  constructor(
    private readonly correspondences: CorrespondenceRepository,
    private readonly enqueuer: Enqueuer,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly pace: SweepPace,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.sweeping = this.sweep().catch((error: unknown) => this.logger.warn({ err: error }, 'balayage interrompu'));
    }, this.pace.everyMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.sweeping;
  }

  async sweep(): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - this.lastStaleLook >= this.pace.staleMs / 4) {
      this.lastStaleLook = now;
      const before = new Date(now - this.pace.staleMs);
      const requeued = await this.correspondences.requeueStale(JOB_OF_STATE, before, MOST_ROWS);
      if (requeued > 0) this.logger.info({ requeued }, 'courriers remis en file');
    }
    this.enqueuer.kick();
  }
}
