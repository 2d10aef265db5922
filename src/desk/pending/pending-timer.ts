import type { Logger } from '../../platform/logger';
import type { PendingDecisions } from './pending-decisions';

const EVERY_MS = 1_000;

/** Looks every second for decisions that are to be done, in each process that serves the desk. */
export class PendingTimer {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly decisions: Pick<PendingDecisions, 'doDue'>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.running = this.decisions
        .doDue()
        // The database is away: what is due waits until it is back.
        .catch((err: unknown) => this.logger.warn({ err }, 'décisions en attente'))
        .then(() => this.timer !== null && this.start());
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.running;
  }
}
