const PLAIN = /^[\0-\x7f]*$/;

/**
 * A text as comparisons read it: lower case, without accents, ligatures opened, curly apostrophes and the many dashes
 * made plain, compatibility forms (full width, no-break spaces) undone. Line ends stay. Lengths may change.
 */
export function foldFrench(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[\p{Pd}\u2212]/gu, '-');
}

/** The words and numbers of a folded text, in order; what stands between them is lost. */
export function wordsOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}
