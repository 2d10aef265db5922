import type { JournalSealer } from '../persistence/journal/journal-sealer';
import type { Clock } from '../platform/clock';
import { parisDate } from '../platform/clock';
import type { Logger } from '../platform/logger';

/** How long an entry stands unsealed at most: within it, a removal by hand leaves no trace. */
export const SEALING_EVERY_MS = 5_000;

/** Seals what the journal gained, on a plain timer of each worker process; the one that comes first has the batch. */
export class JournalSealing {
  private timer: NodeJS.Timeout | null = null;
  private sealing: Promise<void> = Promise.resolve();
  private stopped = false;
  private toldOn = '';

  constructor(
    private readonly sealer: JournalSealer,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly everyMs = SEALING_EVERY_MS,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.sealing = this.sealAll()
        .catch((error: unknown) => this.logger.warn({ err: error }, 'journal non scellé pour le moment'))
        .then(() => {
          if (!this.stopped) this.start();
        });
    }, this.everyMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.sealing;
  }

  private async sealAll(): Promise<void> {
    for (let more = true; more && !this.stopped; ) {
      const batch = await this.sealer.sealBatch();
      if (batch.refused.length > 0)
        this.logger.error({ entries: batch.refused }, 'entrées du journal que le programme n’a pas écrites');
      if (batch.head !== null) this.tellHead(batch.head);
      more = batch.more && batch.sealed > 0;
    }
  }

  /** Once a day into the log, which is kept elsewhere: a witness against a journal whose end was cut off. */
  private tellHead(head: { readonly number: number; readonly hash: string }): void {
    const today = parisDate(this.clock.now());
    if (today === this.toldOn) return;
    this.toldOn = today;
    this.logger.info({ seal: head.number, head: head.hash }, 'tête du journal');
  }
}
