import type { Clock } from '../clock';

const WINDOW_MS = 60_000;
/** Addresses told apart; past it all that are new share one budget, so that a flood of them costs no memory. */
const MOST_CALLERS = 10_000;

/** How often each caller may ask in a minute: for what anybody may call. Counted by process, forgotten each minute. */
export class CallBudget {
  private calls = new Map<string, number>();
  private window = 0;

  constructor(
    private readonly callsAMinute: number,
    private readonly clock: Clock,
  ) {}

  /** @returns false where the caller has asked often enough for this minute */
  take(caller: string): boolean {
    const window = Math.floor(this.clock.now().getTime() / WINDOW_MS);
    if (window !== this.window) {
      this.window = window;
      this.calls = new Map();
    }
    const known = this.calls.has(caller) || this.calls.size < MOST_CALLERS ? caller : '';
    const calls = (this.calls.get(known) ?? 0) + 1;
    this.calls.set(known, calls);
    return calls <= this.callsAMinute;
  }
}
