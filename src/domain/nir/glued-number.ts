/** A number with its label or its key's word glued on; other glued letters make it a reference. */
const GLUED =
  /^(?:nir|n?ss|nia|nnp|s[eé]cu|insee|num(?:[eé]ro)?|no)?([\dOIlZSGBbgqAa\uff10-\uff19]{13,16}?)(?:cl[eé]f?\d{0,2})?$/iu;
const LONGEST = 40;
const FEWEST_DIGITS = 9;
/** Thirteen characters and «SS». */
const SHORTEST_AFTER_SS = 15;
const SS = /^ss$/i;

/**
 * The number of 13 to 16 characters in a word such as «NIR2690549588157» or «2690549588157clé80», which is all there is of it.
 * @param start offset of the word's first character, `end` past its last
 * @returns the number's offsets; null for any other word
 */
export function gluedNumber(
  text: string,
  start: number,
  end: number,
  digits: number,
): { start: number; end: number } | null {
  if (digits < FEWEST_DIGITS || end - start > LONGEST) return null;
  const word = text.slice(start, end);
  const number = GLUED.exec(word)?.[1];
  if (number === undefined) return null;
  const begin = start + word.indexOf(number);
  return { start: begin, end: begin + number.length };
}

/** Whether what reads as digits only may be «n°SS269…», whose two letters could be misread digits as well. */
export function mayBeGluedToSs(text: string, start: number, length: number): boolean {
  return length >= SHORTEST_AFTER_SS && SS.test(text.slice(start, start + 2));
}
