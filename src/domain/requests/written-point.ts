import { MONTH_NAME, type MonthCount, monthNumber, monthOf, yearOf } from './months';

/** One end of a period, as written: «mars», «mars 2025», «03/2025», «le 12 mars 2025», «2025». */
export interface WrittenPoint {
  /** 1 to 12; null for a year alone. */
  readonly month: number | null;
  readonly year: number | null;
}

const NOW = "(?:aujourd'hui|ce jour|maintenant|a present|present|ce mois(?:[- ]ci)?|mon message)";

/** Source of a pattern for one end, not captured: the longest form first. */
export const POINT = [
  '\\d{1,2}\\s?[/.-]\\s?\\d{1,2}\\s?[/.-]\\s?(?:\\d{4}|\\d{2})(?!\\d)',
  `(?:(?:1er|\\d{1,2})\\s)?${MONTH_NAME}(?:\\s(?:de\\s)?(?:l'annee\\s)?(?:19|20)\\d\\d(?!\\d))?`,
  '\\d{1,2}\\s?[/.-]\\s?(?:19|20)\\d\\d(?!\\d)',
  '\\d{1,2}[/.-]\\d{2}(?![\\d/.-])',
  '(?:19|20)\\d\\d(?!\\d)',
].join('|');
export const POINT_OR_NOW = `${NOW}|${POINT}`;

const IN_WORDS = new RegExp(`(${MONTH_NAME})(?:.*?((?:19|20)\\d\\d))?$`);

/** @param text what POINT_OR_NOW matched, folded */
export function readPoint(text: string, now: MonthCount): WrittenPoint | null {
  if (new RegExp(`^${NOW}$`).test(text)) return { month: (now % 12) + 1, year: yearOf(now) };
  const named = IN_WORDS.exec(text);
  if (named !== null) return { month: monthNumber(named[1] ?? ''), year: named[2] ? Number(named[2]) : null };
  const numbers = text.split(/\s?[/.-]\s?/).map(Number);
  if (numbers.length === 3) return point(numbers[1], fullYear(numbers[2] ?? 0));
  if (numbers.length === 1) return { month: null, year: numbers[0] ?? null };
  const [first = 0, second = 0] = numbers;
  if (second > 31) return point(first, fullYear(second));
  // «01/03» of a range is a day and a month, «03/25» a month and a year.
  return second <= 12 ? point(second, null) : point(first, fullYear(second));
}

const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);

function point(month: number | undefined, year: number | null): WrittenPoint | null {
  return month !== undefined && month >= 1 && month <= 12 ? { month, year } : null;
}

/** The first month of a point, of which the year is known; a year alone begins in January. */
export function firstMonth({ month, year }: WrittenPoint, otherwise: number): MonthCount {
  return monthOf(year ?? otherwise, month ?? 1);
}

/** Its last month. */
export function lastMonth({ month, year }: WrittenPoint, otherwise: number): MonthCount {
  return monthOf(year ?? otherwise, month ?? 12);
}
