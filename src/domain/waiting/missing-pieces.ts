import { addDays, type CalendarDay } from '../calendar/calendar-days';

/** Documents that a person was asked for: the clock of the answer stands still until they come (CRPA L114-5). */
export interface AwaitedPieces {
  /** Each as the letter prints it. */
  readonly documents: readonly string[];
  /** The last day to send them. */
  readonly answerBy: CalendarDay;
}

/** The letter that asks for them. */
export const PIECES_LETTER = 'pieces-manquantes';

/** What an agent is offered, from the day of the letter. */
const USUAL_DAYS = 30;

export const usualPiecesDay = (today: CalendarDay): CalendarDay => addDays(today, USUAL_DAYS);

/** One document a line; hyphens and bullets that people put before them are left out. */
export function documentsOfLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^[\s\-–—•*·]+/, '').trim())
    .filter((line) => line !== '');
}
