import { isCalendarDay } from './calendar/calendar-days';
import { ok, type Result, refused } from './result';

/** A place in a letter that an agent fills: a line within a sentence, paragraphs of their own, or a day. */
export interface FreeField {
  readonly name: string;
  /** What to write there, in plain French. */
  readonly label: string;
  readonly type: 'line' | 'text' | 'day';
}

/** What an agent wrote there: one entry a paragraph. Personal data. */
export type FreeTexts = Readonly<Record<string, readonly string[]>>;

const MOST_SIGNS: Readonly<Record<FreeField['type'], number>> = { line: 200, text: 6_000, day: 10 };

/** What was typed, field by field, or what is missing of it, in French. A blank line parts paragraphs. */
export function readFreeTexts(
  fields: readonly FreeField[],
  typed: (name: string) => string,
): Result<FreeTexts, string> {
  const texts: Record<string, readonly string[]> = {};
  for (const { name, label, type } of fields) {
    const text = typed(name).trim();
    if (text === '') return refused(`Il manque\u00a0: ${label}.`);
    if (text.length > MOST_SIGNS[type]) return refused(`Trop long\u00a0: ${label}.`);
    if (type === 'day' && !isCalendarDay(text)) return refused(`Une date qui existe est attendue\u00a0: ${label}.`);
    texts[name] = type === 'text' ? paragraphsOf(text) : [text.replace(/\s+/g, ' ')];
  }
  return ok(texts);
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r?\n\s*\r?\n/)
    .map((one) => one.replace(/\s*\r?\n\s*/g, ' ').trim())
    .filter((one) => one !== '');
