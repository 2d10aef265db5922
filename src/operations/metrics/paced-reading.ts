import { setTimeout as wait } from 'node:timers/promises';

export interface Pace {
  /** Not read again before. */
  readonly everyMs: number;
  /** What it may take of the time at most, 0 to 1: a reading that takes longer is made less often. */
  readonly share: number;
}

/** How long a scrape waits for a reading that is under way; then it shows the one before. */
const PATIENCE_MS = 75;

/**
 * A reading whose cost stays the same share of the time however much there is to read, and which holds up nobody who asks for
 * its newest value. One that failed leaves no value: what is not known is not shown.
 */
export class PacedReading<T> {
  private value: T | null = null;
  private running: Promise<void> | null = null;
  private dueAt = 0;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly pace: Pace,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  async newest(): Promise<T | null> {
    if (this.running === null && this.nowMs() >= this.dueAt) this.running = this.renew();
    if (this.running !== null) await this.patiently(this.running);
    return this.value;
  }

  private async renew(): Promise<void> {
    const begun = this.nowMs();
    try {
      this.value = await this.read();
    } catch {
      this.value = null;
    } finally {
      const took = this.nowMs() - begun;
      this.dueAt = begun + Math.max(this.pace.everyMs, took / this.pace.share);
      this.running = null;
    }
  }

  private async patiently(running: Promise<void>): Promise<void> {
    const enough = new AbortController();
    const late = wait(PATIENCE_MS, undefined, { ref: false, signal: enough.signal }).catch(() => undefined);
    await Promise.race([running, late]);
    enough.abort();
  }
}
