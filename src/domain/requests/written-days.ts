import { isCalendarDay } from '../calendar/calendar-days';
import { MONTH_NAME, monthNumber, monthOf, monthText, yearOf } from './months';

export interface WrittenDay {
  readonly start: number;
  readonly end: number;
  /** YYYY-MM-DD, or YYYY-MM where only the month is said. */
  readonly on: string;
  /** Its year is not written, but the nearest one. */
  readonly yearGuessed: boolean;
}

const DAY = new RegExp(
  [
    '(?<![\\d/.-])(?<y>\\d{4})-(?<m>\\d\\d)-(?<d>\\d\\d)(?!\\d)',
    '(?<![\\d/.-])(?<d2>\\d{1,2})\\s?[/.-]\\s?(?<m2>\\d{1,2})\\s?[/.-]\\s?(?<y2>\\d{4}|\\d{2})(?![\\d/])',
    '(?<![\\d/.-])(?<m3>\\d{1,2})/(?<y3>(?:19|20)\\d\\d)(?!\\d)',
    `(?:(?<![\\d/.-])(?<d4>\\d{1,2})(?:er)?\\s)?(?<m4>${MONTH_NAME})(?:\\s(?<y4>(?:19|20)\\d\\d)(?!\\d))?`,
  ].join('|'),
  'g',
);
const MOST_DAYS = 100;
/** A day written without its year is at most so many months to come. */
const MONTHS_AHEAD = 3;

/** Days and months of a folded text, in order. @param today YYYY-MM-DD: a year that is not written is taken from it */
export function findWrittenDays(folded: string, today: string): readonly WrittenDay[] {
  const days: WrittenDay[] = [];
  for (const match of folded.matchAll(DAY)) {
    const on = dayOf(match.groups ?? {}, today);
    const { y, y2, y3, y4 } = match.groups ?? {};
    const yearGuessed = (y ?? y2 ?? y3 ?? y4) === undefined;
    if (on !== null) days.push({ start: match.index, end: match.index + match[0].length, on, yearGuessed });
    if (days.length >= MOST_DAYS) break;
  }
  return days;
}

function dayOf(parts: Readonly<Record<string, string | undefined>>, today: string): string | null {
  const month = parts.m4 === undefined ? Number(parts.m ?? parts.m2 ?? parts.m3) : monthNumber(parts.m4);
  if (month < 1 || month > 12) return null;
  const text = monthText(monthOf(yearFor(parts.y ?? parts.y2 ?? parts.y3 ?? parts.y4, month, today), month));
  const day = parts.d ?? parts.d2 ?? parts.d4;
  if (day === undefined) return text;
  const on = `${text}-${day.padStart(2, '0')}`;
  return isCalendarDay(on) ? on : null;
}

function yearFor(written: string | undefined, month: number, today: string): number {
  const now = monthOf(Number(today.slice(0, 4)), Number(today.slice(5, 7)));
  if (written === undefined) {
    const thisYear = monthOf(yearOf(now), month);
    if (thisYear > now + MONTHS_AHEAD) return yearOf(now) - 1;
    return thisYear <= now - 12 + MONTHS_AHEAD ? yearOf(now) + 1 : yearOf(now);
  }
  if (written.length === 4) return Number(written);
  // A year on two digits is of this century up to the next year.
  const year = 2000 + Number(written);
  return year <= yearOf(now) + 1 ? year : year - 100;
}
