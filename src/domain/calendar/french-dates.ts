import { type CalendarDay, timeOfDay } from './calendar-days';

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;

const NBSP = '\u00a0';

/** «1er juillet 2026», with no-break spaces: a date is never cut at the end of a line. */
export function dateInWords(day: CalendarDay): string {
  const date = new Date(timeOfDay(day));
  const number = date.getUTCDate();
  return [number === 1 ? '1er' : String(number), MONTHS[date.getUTCMonth()], date.getUTCFullYear()].join(NBSP);
}

/** «29/06/2016». */
export function dateInFigures(day: CalendarDay): string {
  timeOfDay(day);
  return day.split('-').reverse().join('/');
}

/** «juin 2026» from «2026-06». @throws RangeError where it is no month */
export function monthInWords(month: string): string {
  const date = new Date(timeOfDay(`${month}-01`));
  return `${MONTHS[date.getUTCMonth()]}${NBSP}${date.getUTCFullYear()}`;
}

/** «de juin 2026», «d’avril 2026». */
export function ofMonth(month: string): string {
  const words = monthInWords(month);
  return /^[ao]/.test(words) ? `d’${words}` : `de ${words}`;
}
