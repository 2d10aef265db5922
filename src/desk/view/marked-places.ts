import type { ReadText } from '../../domain/correspondence';
import { findNirs } from '../../domain/nir/find-nirs-in-text';

/** Where on a picture of a page a number was read, in hundredths of the page. */
export interface MarkedPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Boxes count in ten-thousandths. */
const PER_HUNDRED = 100;

/** The words in which a NIR was read, a box each; none for a page that was written as text. */
export function markedPlaces({ text, optical }: ReadText): readonly MarkedPlace[] {
  if (optical === undefined) return [];
  const numbers = findNirs(text);
  return optical.words
    .filter((word) => numbers.some(({ start, end }) => word.start < end && word.end > start))
    .map(({ box: [left, top, right, bottom] }) => ({
      left: left / PER_HUNDRED,
      top: top / PER_HUNDRED,
      width: (right - left) / PER_HUNDRED,
      height: (bottom - top) / PER_HUNDRED,
    }));
}
