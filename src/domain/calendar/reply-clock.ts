import { type CalendarDay, daysBetween } from './calendar-days';

/** `suspends`: the time that had run still counts. `restarts`: it counts anew from the day on which the thing comes. */
export type PauseEffect = 'suspends' | 'restarts';

/** Why a reply's clock stands still, and what that does to its deadlines. */
export const PAUSE_EFFECTS = {
  /** We asked who writes. */
  'identifiant-manquant': 'suspends',
  /** CRPA L114-5: of an incomplete request the clock starts when what was missing is received. */
  'pieces-manquantes': 'restarts',
} as const satisfies Readonly<Record<string, PauseEffect>>;
export type PauseReason = keyof typeof PAUSE_EFFECTS;

/** A time during which an answer of the person is waited for. */
export interface Pause {
  readonly reason: PauseReason;
  readonly from: CalendarDay;
  /** Null while it lasts. */
  readonly until: CalendarDay | null;
  /** The last day that the person was given to send it; null where none was said. */
  readonly answerBy: CalendarDay | null;
}

/** The clock of a reply: the day from which it counts, and the days that do not. */
export interface ReplyClock {
  readonly startsOn: CalendarDay;
  /** Each from a day to a later one; that first day itself counts. */
  readonly suspended: readonly { readonly from: CalendarDay; readonly until: CalendarDay }[];
  /** The pause that lasts, under which nothing falls due. */
  readonly paused: Pause | null;
}

/** Stops the clock; one that stands still already goes on standing for its first reason. */
export function pauseClock(pauses: readonly Pause[], pause: Omit<Pause, 'until'>): readonly Pause[] {
  if (pauses.some(({ until }) => until === null)) return pauses;
  return [...pauses, { ...pause, until: null }];
}

/** Lets the clock go on from that day; one that was set back since ends the pause on the day it began. */
export function resumeClock(pauses: readonly Pause[], on: CalendarDay): readonly Pause[] {
  return pauses.map((pause) => (pause.until === null ? { ...pause, until: on < pause.from ? pause.from : on } : pause));
}

/** What pauses make of a clock that began on the day of receipt. */
export function clockOf(receivedOn: CalendarDay, pauses: readonly Pause[]): ReplyClock {
  let clock: ReplyClock = { startsOn: receivedOn, suspended: [], paused: null };
  for (const pause of pauses) {
    const { from, until, reason } = pause;
    if (until === null) clock = { ...clock, paused: pause };
    else if (PAUSE_EFFECTS[reason] === 'restarts') clock = { ...clock, startsOn: until, suspended: [] };
    else clock = { ...clock, suspended: [...clock.suspended, { from, until }] };
  }
  return clock;
}

/** Calendar days during which the clock stood still since it last began. */
export function suspendedDays({ suspended }: ReplyClock): number {
  return suspended.reduce((sum, { from, until }) => sum + daysBetween(from, until), 0);
}
