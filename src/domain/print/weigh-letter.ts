/** An A4 sheet of 80 g/m², and a DL envelope with its window, in grams. [to confirm with the print centre] */
const SHEET_GRAMS = 5;
const ENVELOPE_GRAMS = 5;
/** Upper ends of the post's classes, in grams. [to confirm: La Poste, tarifs des lettres] */
const CLASSES = [20, 100, 250, 500, 1000, 2000] as const;

export interface LetterWeight {
  readonly grams: number;
  /** Upper end of its class in grams; null for what is heavier than a letter may be. */
  readonly upTo: number | null;
}

/** @param sheets of paper in the envelope */
export function weighLetter(sheets: number): LetterWeight {
  const grams = ENVELOPE_GRAMS + sheets * SHEET_GRAMS;
  return { grams, upTo: CLASSES.find((most) => grams <= most) ?? null };
}

/** Printed on both sides: what follows begins on a sheet of its own. */
export const sheetsOf = (pages: number): number => Math.ceil(pages / 2);
