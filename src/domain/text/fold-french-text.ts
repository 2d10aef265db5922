const PLAIN = /^[\0-\x7f]*$/;
const NOT_PLAIN = /[^\0-\x7f]+/g;
/** Runs of such characters that are remembered: «é», «’», «\u00a0»; a text in another writing has longer ones. */
const LONGEST_REMEMBERED = 3;
const MOST_REMEMBERED = 2_000;
const remembered = new Map<string, string>();

/**
 * A text as comparisons read it: lower case, without accents, ligatures opened, curly apostrophes and the many dashes
 * made plain, compatibility forms (full width, no-break spaces) undone. Line ends stay. Lengths may change.
 */
export function foldFrench(text: string): string {
  const plain = PLAIN.test(text) ? text : text.replace(NOT_PLAIN, plainOf);
  return plain.toLowerCase().replaceAll('`', "'");
}

function plainOf(run: string): string {
  const before = remembered.get(run);
  if (before !== undefined) return before;
  const plain = run
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[œŒ]/g, 'oe')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[’‘ʼ´]/g, "'")
    .replace(/[\p{Pd}\u2212]/gu, '-');
  if (run.length <= LONGEST_REMEMBERED && remembered.size < MOST_REMEMBERED) remembered.set(run, plain);
  return plain;
}

/** The words and numbers of a folded text, in order; what stands between them is lost. */
export function wordsOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}
