import { type MonthCount, monthOf, yearOf } from './months';
import { firstMonth, lastMonth, type WrittenPoint } from './written-point';

/** Months, both included, or why nobody can tell which. */
export type Resolved =
  | { readonly from: MonthCount; readonly to: MonthCount; readonly open: boolean }
  | { readonly doubt: 'ambiguous' | 'future' };

const AMBIGUOUS: Resolved = { doubt: 'ambiguous' };
const FUTURE: Resolved = { doubt: 'future' };

/** «de mars à juin»: a month without its year belongs to the last such period that is over. */
export function resolveRange(start: WrittenPoint, end: WrittenPoint, now: MonthCount): Resolved {
  if (start.year !== null || end.year !== null) {
    const year = end.year ?? yearAfter(start, end);
    const to = lastMonth(end, year);
    const from = firstMonth(start, start.year ?? yearBefore(start, end, year));
    if (from > to) return AMBIGUOUS;
    return within(from, to, now);
  }
  const year = yearOf(now);
  const to = lastMonth(end, year);
  const from = firstMonth(start, yearBefore(start, end, year));
  if (to <= now) return { from, to, open: to === now };
  // «de janvier à juin», written in April: this year’s, half of which is to come, or the last one’s?
  return from < now ? AMBIGUOUS : { from: from - 12, to: to - 12, open: false };
}

const yearBefore = (start: WrittenPoint, end: WrittenPoint, year: number): number =>
  (start.month ?? 1) <= (end.month ?? 12) ? year : year - 1;

const yearAfter = (start: WrittenPoint, end: WrittenPoint): number =>
  (end.month ?? 12) >= (start.month ?? 1) ? (start.year ?? 0) : (start.year ?? 0) + 1;

/** «depuis mars»: to the month of the message. */
export function resolveSince(start: WrittenPoint, now: MonthCount): Resolved {
  const from = start.year === null ? lastOccurrence(start.month ?? 1, now) : firstMonth(start, start.year);
  return from > now ? FUTURE : { from, to: now, open: true };
}

/** «mars», «mars 2025», «2025». */
export function resolveAlone(point: WrittenPoint, now: MonthCount): Resolved {
  if (point.year === null) {
    const month = lastOccurrence(point.month ?? 1, now);
    // «pour avril», written in March: the month to come, or that of a year ago?
    return now - month > MOST_MONTHS_AGO ? AMBIGUOUS : { from: month, to: month, open: month === now };
  }
  const [from, to] = [firstMonth(point, point.year), lastMonth(point, point.year)];
  // A year that is under way is asked for as far as it went.
  if (point.month === null && from <= now && to > now) return { from, to: now, open: true };
  return within(from, to, now);
}

/** A month named alone this long ago, or more, is rather one to come. */
const MOST_MONTHS_AGO = 10;

function lastOccurrence(month: number, now: MonthCount): MonthCount {
  const thisYear = monthOf(yearOf(now), month);
  return thisYear <= now ? thisYear : thisYear - 12;
}

/** @returns it, unless it is not over yet */
export function within(from: MonthCount, to: MonthCount, now: MonthCount): Resolved {
  return to > now ? FUTURE : { from, to, open: to === now };
}
