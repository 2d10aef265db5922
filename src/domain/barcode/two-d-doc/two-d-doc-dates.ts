import { addDays, type CalendarDay, timeOfDay } from '../../calendar/calendar-days';

const EPOCH: CalendarDay = '2000-01-01';
const NONE = 'FFFF';
const DAY = 86_400_000;

/** Days since 2000-01-01 as four hexadecimal digits; `FFFF` for none. @throws RangeError for a day that has no such form */
export function writeTwoDDocDate(day: CalendarDay | null): string {
  if (day === null) return NONE;
  const days = (timeOfDay(day) - timeOfDay(EPOCH)) / DAY;
  if (days < 0 || days >= 0xffff) throw new RangeError('jour hors de portée d’un 2D-Doc');
  return days.toString(16).toUpperCase().padStart(4, '0');
}

/** @returns null for `FFFF`; undefined where the text is no such date */
export function readTwoDDocDate(text: string): CalendarDay | null | undefined {
  if (text === NONE) return null;
  return /^[0-9A-F]{4}$/.test(text) ? addDays(EPOCH, Number.parseInt(text, 16)) : undefined;
}
