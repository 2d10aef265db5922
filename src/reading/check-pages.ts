/** A page of a scanned item after it was read. */
export interface CheckedPage {
  /** Its picture is at fault: another one could be read. */
  readonly again: boolean;
  readonly text: string;
  /** As an agent finds it: «\u00a0lot.tif\u00a0», page 2. */
  readonly place: string;
}

export interface PageCheck {
  /** Numbers, from 1 over the whole item, of the pages that have to be scanned or sent again. */
  readonly again: readonly number[];
  /** Plain French, one sentence each, of what is wrong between pages. */
  readonly problems: readonly string[];
}

/** Words that two pages share of all that they have, from which on they are one page scanned twice. */
const SAME = 0.92;
/** Shorter pages are alike by what is printed on all of them. */
const FEWEST_WORDS = 40;
/** «Page 2/3», «p. 2 sur 3», or «2/3» alone on its line. */
const NUMBERED =
  /(?:\bpage\s*|\bp\.\s*)(\d{1,2})\s*(?:\/|sur|de)\s*(\d{1,2})\b|^[\s\-–]*(\d{1,2})\s*\/\s*(\d{1,2})[\s\-–]*$/gim;

/** What only shows when an item's pages are held beside one another: one scanned twice, one left out; and what has to come again. */
export function checkPages(pages: readonly CheckedPage[]): PageCheck {
  const again = pages.flatMap((page, index) => (page.again ? [index + 1] : []));
  return { again, problems: [...doubles(pages), ...gaps(pages)] };
}

function doubles(pages: readonly CheckedPage[]): string[] {
  const pairs = pages.map(({ text }) => pairsOfWords(text));
  return pages.flatMap(({ place }, index) => {
    const same = pairs.slice(0, index).findIndex((other) => isSame(other, pairs[index] ?? new Set()));
    const first = pages[same];
    return first === undefined
      ? []
      : [`${place} semble être ${first.place} numérisée deux fois\u00a0: vérifiez qu’aucune page ne manque.`];
  });
}

function pairsOfWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\d]{2,}/gu) ?? [];
  return new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`));
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one.size < FEWEST_WORDS || other.size < FEWEST_WORDS) return false;
  let shared = 0;
  for (const pair of one) if (other.has(pair)) shared++;
  return shared / (one.size + other.size - shared) >= SAME;
}

/**
 * Numbers that are left out among pages numbered over the same total. One such page alone says nothing: people send one page of
 * a notice on purpose.
 */
function gaps(pages: readonly CheckedPage[]): string[] {
  const seen = new Map<number, Set<number>>();
  for (const { text } of pages)
    for (const [, named, ofNamed, bare, ofBare] of text.matchAll(NUMBERED)) {
      const [number, total] = [Number(named ?? bare), Number(ofNamed ?? ofBare)];
      if (number < 1 || number > total || total < 2) continue;
      seen.set(total, (seen.get(total) ?? new Set()).add(number));
    }
  return [...seen].flatMap(([total, numbers]) => {
    const missing = Array.from({ length: total }, (_value, at) => at + 1).filter((number) => !numbers.has(number));
    if (numbers.size < 2 || missing.length === 0) return [];
    const which = missing.length > 1 ? `Les pages ${listed(missing)}` : `La page ${missing[0]}`;
    return [`${which} sur ${total} ${missing.length > 1 ? 'manquent' : 'manque'}\u00a0: à numériser.`];
  });
}

/** «2», «2 et 4», «2, 4 et 5». */
export function listed(numbers: readonly number[]): string {
  return numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} et ${numbers.at(-1)}`;
}
