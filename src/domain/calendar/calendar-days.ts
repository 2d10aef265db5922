/** A day of the civil calendar, YYYY-MM-DD: no hour, no zone, so that no zone can move it. */
export type CalendarDay = string;

const DAY = 86_400_000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Milliseconds of that day at 00:00 UTC. @throws RangeError where it is no day of the calendar (2026-02-30) */
export function timeOfDay(day: CalendarDay): number {
  const match = FORM.exec(day);
  const time = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN;
  if (Number.isNaN(time) || dayAt(time) !== day) throw new RangeError('jour attendu sous la forme AAAA-MM-JJ');
  return time;
}

export function isCalendarDay(text: string): boolean {
  const match = FORM.exec(text);
  return match !== null && dayAt(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))) === text;
}

/** The day at that time, YYYY-MM-DD. */
export function dayAt(time: number): CalendarDay {
  return new Date(time).toISOString().slice(0, 10);
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return dayAt(timeOfDay(day) + days * DAY);
}

/** Same day `months` later; the month's last day where it is shorter (31 December + 2 months → 28 February). */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const from = new Date(timeOfDay(day));
  const lastOfTarget = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  const target = Date.UTC(
    from.getUTCFullYear(),
    from.getUTCMonth() + months,
    Math.min(from.getUTCDate(), lastOfTarget),
  );
  return dayAt(target);
}

/** 0 Sunday to 6 Saturday. */
export function weekday(day: CalendarDay): number {
  return new Date(timeOfDay(day)).getUTCDay();
}

/** Days from the one to the other: 1 from a day to the next. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((timeOfDay(to) - timeOfDay(from)) / DAY);
}
