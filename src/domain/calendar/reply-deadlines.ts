import { addDays, addMonths, type CalendarDay } from './calendar-days';
import type { HolidayOptions } from './public-holidays';
import { clockOf, type Pause, type ReplyClock, suspendedDays } from './reply-clock';
import { addWorkingDays, workingDaysBetween } from './working-days';

/** Months of silence that make a refusal in social security (CRPA L231-4; to confirm: Code de la sécurité sociale R142-6). */
export const SILENCE_IS_REFUSAL_AFTER_MONTHS = 2;

/** Months that a person has to contest before the commission de recours amiable (to confirm: R142-1). */
export const CONTEST_WITHIN_MONTHS = 2;

/** Months in which a request on one's own data is answered (RGPD, art. 12 §3). */
const DATA_RIGHTS_WITHIN_MONTHS = 1;

/** Working days in which an electronic message is registered, then acknowledged (to confirm: CRPA R112-11-2). */
export const REGISTER_WITHIN_WORKING_DAYS = 1;
export const ACKNOWLEDGE_WITHIN_WORKING_DAYS = 10;

/** The day on which an unanswered request counts as refused: its day of receipt plus the legal silence. */
export function implicitRefusalOn(receivedOn: CalendarDay): CalendarDay {
  return addMonths(receivedOn, SILENCE_IS_REFUSAL_AFTER_MONTHS);
}

/** Last day on which the acknowledgement of an electronic message may leave. */
export function acknowledgementDueOn(receivedOn: CalendarDay, options: HolidayOptions = {}): CalendarDay {
  return addWorkingDays(receivedOn, ACKNOWLEDGE_WITHIN_WORKING_DAYS, options);
}

/** What the office chose, in working days, and its holidays. */
export interface DeadlineRules {
  readonly holidays: HolidayOptions;
  /** In which the acknowledgement of what waits for an agent leaves by itself; the law's own limit where it is longer. */
  readonly acknowledgeWithin: number;
  /** In which the office means to answer. */
  readonly answerWithin: number;
  /** The same for danger and distress. */
  readonly urgentWithin: number;
  /** Before the first deadline, when it is said that it comes nearer. */
  readonly warnBefore: number;
  /** After it, for which nothing is said yet. */
  readonly lateAfter: number;
}

/** What a correspondence's deadlines are computed from: kept, so that a pause can move them. */
export interface DeadlineBasis {
  readonly receivedOn: CalendarDay;
  readonly acknowledged: Acknowledged;
  /** Months in which the law wants an answer. */
  readonly legalMonths: number;
  readonly urgent: boolean;
}

/** `at-once`: an electronic message; `in-time`: a letter (CRPA L112-3); `never`: a letter that only wants a document (R112-4). */
export type Acknowledged = 'at-once' | 'in-time' | 'never';

export interface Deadlines {
  /** When the acknowledgement leaves by itself at the latest; null where none is due. */
  readonly acknowledgeOn: CalendarDay | null;
  /** Last day of the law, null while the clock stands still; so are the three others. */
  readonly legalOn: CalendarDay | null;
  /** Last day that the office gave itself. */
  readonly internalOn: CalendarDay | null;
  /** First day on which the earlier of the two is said to come nearer, and first day on which it is said to have passed. */
  readonly nearingOn: CalendarDay | null;
  readonly lateOn: CalendarDay | null;
}

/** What the channel and the kinds of its requests make of a correspondence's deadlines: the shortest delay holds. */
export function deadlineBasisOf(item: {
  readonly receivedOn: CalendarDay;
  readonly channel: 'email' | 'post';
  readonly kinds: readonly string[];
  readonly urgent: boolean;
}): DeadlineBasis {
  const { receivedOn, urgent, kinds } = item;
  const legalMonths = kinds.includes('donnees-personnelles')
    ? DATA_RIGHTS_WITHIN_MONTHS
    : SILENCE_IS_REFUSAL_AFTER_MONTHS;
  return { receivedOn, acknowledged: acknowledgedHow(item), urgent, legalMonths };
}

function acknowledgedHow({ channel, kinds }: { readonly channel: string; readonly kinds: readonly string[] }) {
  if (channel === 'email') return 'at-once';
  return kinds.length > 0 && kinds.every((kind) => kind.startsWith('attestation-')) ? 'never' : 'in-time';
}

/** Every date of a correspondence, from its basis, the pauses of its clock and the office's rules. */
export function deadlinesOf(basis: DeadlineBasis, pauses: readonly Pause[], rules: DeadlineRules): Deadlines {
  const acknowledgeOn = acknowledgeBy(basis, rules);
  const clock = clockOf(basis.receivedOn, pauses);
  if (clock.paused !== null) return { acknowledgeOn, legalOn: null, internalOn: null, nearingOn: null, lateOn: null };
  const legalOn = addDays(addMonths(clock.startsOn, basis.legalMonths), suspendedDays(clock));
  const internalOn = internalDeadline(clock, basis.urgent ? rules.urgentWithin : rules.answerWithin, rules.holidays);
  const firstOn = earlierOf(legalOn, internalOn);
  const quietUntil = addWorkingDays(firstOn, rules.lateAfter, rules.holidays);
  return {
    acknowledgeOn,
    legalOn,
    internalOn,
    nearingOn: addWorkingDays(firstOn, -rules.warnBefore, rules.holidays),
    lateOn: addDays(quietUntil, 1),
  };
}

/** Days compare as their texts do. */
function earlierOf(one: CalendarDay, other: CalendarDay): CalendarDay {
  return one.localeCompare(other) <= 0 ? one : other;
}

function acknowledgeBy({ receivedOn, acknowledged }: DeadlineBasis, rules: DeadlineRules): CalendarDay | null {
  if (acknowledged === 'never') return null;
  const last = acknowledgementDueOn(receivedOn, rules.holidays);
  if (acknowledged === 'in-time') return last;
  return earlierOf(addWorkingDays(receivedOn, rules.acknowledgeWithin, rules.holidays), last);
}

function internalDeadline(clock: ReplyClock, within: number, holidays: HolidayOptions): CalendarDay {
  const stood = clock.suspended.reduce((sum, { from, until }) => sum + workingDaysBetween(from, until, holidays), 0);
  return addWorkingDays(clock.startsOn, within + stood, holidays);
}
