import { addMonths } from './calendar-days';

/** Ten years: nobody is attested more, and a slip of the keyboard asks for a thousand. */
const MOST_MONTHS = 120;

/**
 * The months from one to the other, both included, YYYY-MM.
 * @returns null where the period ends before it begins, or is longer than ten years
 */
export function monthsOfPeriod(from: string, to: string): readonly string[] | null {
  if (to < from) return null;
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(`${month}-01`, 1).slice(0, 7)) {
    months.push(month);
    if (months.length > MOST_MONTHS) return null;
  }
  return months;
}
