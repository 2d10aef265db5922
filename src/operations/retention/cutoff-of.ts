import { addDays, addMonths, type CalendarDay } from '../../domain/calendar/calendar-days';
import { startOfParisDay } from '../../platform/clock';
import type { Duration } from './retention-rules.schema';

/** What last changed before this instant has been kept for its whole time on that day (Paris midnight). */
export function cutoffOf({ count, unit }: Duration, day: CalendarDay): Date {
  if (unit === 'days') return startOfParisDay(addDays(day, -count));
  return startOfParisDay(addMonths(day, unit === 'years' ? -12 * count : -count));
}
