import { addDays, type CalendarDay, weekday } from './calendar-days';
import { type HolidayOptions, publicHolidays } from './public-holidays';

/** Monday to Friday, and no public holiday. */
export function isWorkingDay(day: CalendarDay, options: HolidayOptions = {}): boolean {
  const position = weekday(day);
  if (position === 0 || position === 6) return false;
  return !publicHolidays(Number(day.slice(0, 4)), options).some((holiday) => holiday.day === day);
}

/**
 * The working day that comes `count` working days after `day`, which itself does not count.
 * @param count a whole number, 0 or more; 0 gives the day itself
 */
export function addWorkingDays(day: CalendarDay, count: number, options: HolidayOptions = {}): CalendarDay {
  let current = day;
  for (let left = count; left > 0; ) {
    current = addDays(current, 1);
    if (isWorkingDay(current, options)) left -= 1;
  }
  return current;
}
