/** A number with its label or its key's word glued on; other glued letters make it a reference. */
const GLUED =
  /^(?:nir|n?ss|nia|nnp|s[eé]cu|insee|num(?:[eé]ro)?|no)?([\dOIlZSGBbgqAa\uff10-\uff19]{13,16}?)(?:cl[eé]f?\d{0,2})?$/iu;
const LONGEST = 40;
const FEWEST_DIGITS = 9;
const SHORTEST = 13;
/** «NIR2 69 05 …», «nirZ 69 05 …»: the label is glued to the number's first group. */
const LABEL_AND_FIRST_GROUP =
  /^(?:nir|n?ss|nia|nnp|s[eé]cu|insee|num(?:[eé]ro)?)(?=[\dOIlZSGBbgqAa\uff10-\uff19]{1,12}$)/iu;
const MISREAD_SEX = /^(?:nir|nss|s[eé]cu)[ilz]$/iu;
const LONGEST_LABEL = 5;
const LABEL_LETTERS = 'insINS';
/** Thirteen characters and «SS». */
const SHORTEST_AFTER_SS = 15;
const SMALL_S = 0x73;
const NINE = 0x39;

/**
 * The digits of a word such as «NIR2690549588157» or «2690549588157clé80» that is a number and its label, or of «NIR2», where
 * a number begins.
 * @param start offset of the word's first character, `end` past its last; `digits` how many it has
 * @returns the digits' offsets; null for any other word
 */
export function gluedNumber(
  text: string,
  start: number,
  end: number,
  digits: number,
): { start: number; end: number } | null {
  if (end - start > (digits === 0 ? LONGEST_LABEL : LONGEST)) return null;
  const mayBeLabel = LABEL_LETTERS.includes(text.charAt(start));
  if (digits === 0 && !(mayBeLabel && MISREAD_SEX.test(text.slice(start, end)))) return null;
  const word = text.slice(start, end);
  const label = mayBeLabel ? LABEL_AND_FIRST_GROUP.exec(word) : null;
  if (label !== null) return { start: start + label[0].length, end };
  const number = digits < FEWEST_DIGITS || word.length < SHORTEST ? undefined : GLUED.exec(word)?.[1];
  if (number === undefined) return null;
  const begin = start + word.indexOf(number);
  return { start: begin, end: begin + number.length };
}

/** Whether what reads as digits only may be «n°SS269…» or «SS2 69 …», whose two letters could be misread digits as well. */
export function mayBeGluedToSs(text: string, start: number, length: number, beginsRun: boolean): boolean {
  if (length < SHORTEST_AFTER_SS && !(beginsRun && length > 2)) return false;
  return isS(text, start) && isS(text, start + 1) && text.charCodeAt(start + 2) <= NINE;
}

/** Whether a group is the word «ss»: a label, though each letter may be a misread 5. */
export function isWordSs(text: string, start: number, end: number): boolean {
  return end - start === 2 && isS(text, start) && isS(text, start + 1);
}

function isS(text: string, at: number): boolean {
  return (text.charCodeAt(at) | 0x20) === SMALL_S;
}
