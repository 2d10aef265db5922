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
 * @param count a whole number; 0 gives the day itself, below 0 goes back
 */
export function addWorkingDays(day: CalendarDay, count: number, options: HolidayOptions = {}): CalendarDay {
  const step = count < 0 ? -1 : 1;
  let current = day;
  for (let left = Math.abs(count); left > 0; ) {
    current = addDays(current, step);
    if (isWorkingDay(current, options)) left -= 1;
  }
  return current;
}

/** Working days after `from`, up to and with `to`; 0 where `to` does not come later. */
export function workingDaysBetween(from: CalendarDay, to: CalendarDay, options: HolidayOptions = {}): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, options)) count += 1;
  return count;
}
