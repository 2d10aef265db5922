/** How many automatic answers a mailbox has given, and until when it gives none. Times in milliseconds. */
export interface BreakerState {
  readonly hourFrom: number;
  readonly answers: number;
  /** Null while it is closed. */
  readonly opensUntil: number | null;
}

export interface BreakerLimits {
  /** Automatic answers of a mailbox in an hour; 0 for no limit. */
  readonly perHour: number;
  readonly coolDownMs: number;
}

const HOUR = 3_600_000;

/** Is it open at that time? A clock that was set back keeps it open no longer than it was to be. */
export function isOpen({ opensUntil }: BreakerState, now: number, { coolDownMs }: BreakerLimits): boolean {
  return opensUntil !== null && now < opensUntil && opensUntil - now <= coolDownMs;
}

/**
 * Counts one more answer. The one that is too many opens the breaker and is held with those that follow, until it has cooled down.
 * @param state null of a mailbox that has never answered
 */
export function countAnswer(
  state: BreakerState | null,
  now: number,
  limits: BreakerLimits,
): { readonly state: BreakerState; readonly held: boolean } {
  if (state !== null && isOpen(state, now, limits)) return { state, held: true };
  const sameHour = state !== null && state.opensUntil === null && now >= state.hourFrom && now - state.hourFrom < HOUR;
  const counted = sameHour ? { ...state, answers: state.answers + 1 } : { hourFrom: now, answers: 1, opensUntil: null };
  if (counted.answers <= limits.perHour) return { state: counted, held: false };
  return { state: { ...counted, opensUntil: now + limits.coolDownMs }, held: true };
}
