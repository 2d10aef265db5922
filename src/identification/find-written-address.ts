import { ARTICLES, STREET_KINDS, TITLES } from '../domain/addresses/address-words';
import type { ReadItem } from '../domain/correspondence';
import { foldFrench, wordsOf } from '../domain/text/fold-french-text';

/** Abbreviations in use → the word: those of the norm, and those that people write. */
const WHOLE = new Map<string, string>([
  ...[...Object.entries(STREET_KINDS), ...Object.entries(TITLES)].map(
    ([word, short]) => [short.toLowerCase(), word.toLowerCase()] as const,
  ),
  ...Object.entries({
    allees: 'allee',
    ave: 'avenue',
    avn: 'avenue',
    bld: 'boulevard',
    blvd: 'boulevard',
    boul: 'boulevard',
    bvd: 'boulevard',
    ch: 'chemin',
    chem: 'chemin',
    doct: 'docteur',
    gen: 'general',
    imp: 'impasse',
    mar: 'marechal',
    pres: 'president',
    r: 'rue',
    rt: 'route',
    resid: 'residence',
  }),
]);
const SMALL = new Set([...ARTICLES].map((word) => word.toLowerCase()));
/** How far behind the street its postcode stands: a hamlet, a P.O. box in between. */
const POSTCODE_REACH = 12;

/**
 * Whether a file's postal address (number, street and postcode) is written in the message, however it is abbreviated. It
 * supports what else bears a person out and never does so alone: a household shares it.
 * @param address the seven lines of NF Z10-011
 */
export function isAddressWritten({ texts }: Pick<ReadItem, 'texts'>, address: readonly string[]): boolean {
  const street = addressWords(address[3] ?? '');
  const postcode = /\b\d{5}\b/.exec(address[5] ?? '')?.[0];
  if (postcode === undefined || street.length < 2 || !/^\d/.test(street[0] ?? '')) return false;
  return texts.some(({ source, text }) => {
    if (source === 'quoted' || !text.includes(postcode)) return false;
    const words = addressWords(text);
    return words.some(
      (_, start) =>
        street.every((word, index) => words[start + index] === word) &&
        words.slice(start + street.length, start + street.length + POSTCODE_REACH).includes(postcode),
    );
  });
}

/** «12bis, av. du Gal Leclerc» → 12 bis avenue general leclerc. */
function addressWords(text: string): string[] {
  const folded = foldFrench(text).replace(/\b(\d{1,4})(bis|ter|quater|[a-d])\b/g, '$1 $2');
  return wordsOf(folded)
    .map((word) => WHOLE.get(word) ?? word)
    .filter((word) => !SMALL.has(word));
}
