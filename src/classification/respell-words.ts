import { foldFrench } from '../domain/text/fold-french-text';

/** Shorter words are too near to one another for a slip to be told from another word. */
const SLIP_LENGTH = 6;
/** One letter in place of another makes real words oftener than one too many or too few («contexte», «conteste»). */
const CHANGED_LETTER_LENGTH = 8;
const SOUND_LENGTH = 5;
const SHORTEST_STEM = 3;
/** Of a French keyboard: what a finger hits beside a letter. */
const BESIDE: Readonly<Record<string, string>> = {
  a: 'zq',
  z: 'aes',
  e: 'zrd',
  r: 'etf',
  t: 'ryg',
  y: 'tuh',
  u: 'yij',
  i: 'uok',
  o: 'ipl',
  p: 'om',
  q: 'asw',
  s: 'qdzx',
  d: 'sfec',
  f: 'dgrv',
  g: 'fhtb',
  h: 'gjyn',
  j: 'hku',
  k: 'jli',
  l: 'kmo',
  m: 'lp',
  w: 'qxs',
  x: 'wcsd',
  c: 'xvd',
  v: 'cbf',
  b: 'vng',
  n: 'bh',
};
/** What is longer is no word. */
const LONGEST = 24;
/** Words of one run that are remembered; then they are looked up anew. */
const MOST_REMEMBERED = 20_000;
const GLUED = /^([cdjlmnst]|qu)([aeiouh].+)$/;

/** Folded words of the rules, and the beginnings that stand for every word with them. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
}

/**
 * Brings words nearer to those that the rules know: a listed mistake, an elision written together («jai», «lappli»), the same
 * sound («suissidé»), or one slip of the fingers in a long word («atestation»). A word that the rules know stays as it is.
 */
export class Respeller {
  private readonly known: ReadonlySet<string>;
  private readonly stems: ReadonlySet<string>;
  private readonly bySound = new Map<string, string[]>();
  private readonly lackingALetter = new Map<string, string>();
  private readonly stemsLackingALetter = new Map<string, string>();
  private readonly remembered = new Map<string, readonly string[]>();

  /**
   * @param vocabulary folded words and stems of the rules, those first that are preferred
   * @param spelling folded mistakes with the right word
   * @param apart folded words that stay as they are although a slip parts them from one of the vocabulary
   */
  constructor(
    { words, stems }: Vocabulary,
    private readonly spelling: ReadonlyMap<string, string>,
    apart: Iterable<string> = [],
  ) {
    this.stems = stems;
    this.known = new Set([...words, ...stems, ...apart]);
    for (const word of [...words, ...stems]) {
      const alike = this.bySound.get(soundOf(word));
      if (alike === undefined) this.bySound.set(soundOf(word), [word]);
      else alike.push(word);
      if (word.length < SLIP_LENGTH) continue;
      const lacking = stems.has(word) ? this.stemsLackingALetter : this.lackingALetter;
      for (let at = 1; at < word.length; at++) addFirst(lacking, without(word, at), word);
    }
  }

  /** @param written as it stands in a text @returns the word, folded, or the two that were written as one */
  respell(written: string): readonly string[] {
    const before = this.remembered.get(written);
    if (before !== undefined) return before;
    const found = this.search(foldFrench(written));
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(written, found);
    return found;
  }

  private search(word: string): readonly string[] {
    const one = this.nearest(word);
    if (one !== null) return [one];
    const [, elided, rest] = GLUED.exec(word) ?? [];
    if (elided === undefined || rest === undefined) return [word];
    const second = this.nearest(rest);
    return second === null ? [word] : [elided, second];
  }

  private nearest(word: string): string | null {
    const listed = this.spelling.get(word);
    if (listed !== undefined) return listed;
    if (this.isKnown(word)) return word;
    if (word.length < SOUND_LENGTH || word.length > LONGEST || /\d/.test(word)) return null;
    const found = nearestOf(word, this.bySound.get(soundOf(word)) ?? []) ?? this.bySlip(word);
    if (found === undefined || found[0] !== word[0]) return null;
    return this.spelling.get(found) ?? found;
  }

  private isKnown(word: string): boolean {
    if (this.known.has(word)) return true;
    for (let length = SHORTEST_STEM; length <= word.length; length++)
      if (this.stems.has(word.slice(0, length))) return true;
    return false;
  }

  private bySlip(word: string): string | undefined {
    const lacking = this.lackingALetter.get(word) ?? this.stemLackingALetter(word);
    if (lacking !== undefined) return lacking;
    for (let at = 1; at < word.length; at++) {
      const shorter = without(word, at);
      if (shorter.length >= SLIP_LENGTH && this.isKnown(shorter)) return shorter;
      const swapped = `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
      if (at + 1 < word.length && this.isKnown(swapped)) return swapped;
      const changed = this.lackingALetter.get(shorter);
      if (changed?.length === word.length && without(changed, at) === shorter && isNear(word, changed, at))
        return changed;
    }
    return undefined;
  }

  private stemLackingALetter(word: string): string | undefined {
    for (let length = SLIP_LENGTH - 1; length < word.length; length++) {
      const stem = this.stemsLackingALetter.get(word.slice(0, length));
      if (stem !== undefined) return stem + word.slice(length);
    }
    return undefined;
  }
}

const without = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);

const isNear = (word: string, changed: string, at: number): boolean =>
  word.length >= CHANGED_LETTER_LENGTH || (BESIDE[changed[at] ?? '']?.includes(word[at] ?? '') ?? false);

/** The one that begins most like it; of those, the one whose length is nearest. */
function nearestOf(word: string, alike: readonly string[]): string | undefined {
  const common = (other: string): number => {
    let length = 0;
    while (length < word.length && word[length] === other[length]) length++;
    return length;
  };
  const distance = (other: string): number => Math.abs(other.length - word.length);
  return [...alike].sort((one, other) => common(other) - common(one) || distance(one) - distance(other))[0];
}

function addFirst(map: Map<string, string>, key: string, word: string): void {
  if (!map.has(key)) map.set(key, word);
}

/** How a folded French word sounds, near enough: silent ends, doubled letters and the spellings of one sound are made one. */
function soundOf(word: string): string {
  return word
    .replace(/ph/g, 'f')
    .replace(/eau|au/g, 'o')
    .replace(/ai|ei|ay|ey|oe/g, 'e')
    .replace(/y/g, 'i')
    .replace(/ch/g, '%')
    .replace(/h/g, '')
    .replace(/sc(?=[ei])|c(?=[ei])|z/g, 's')
    .replace(/t(?=i(?:on|el))/g, 's')
    .replace(/qu|q|k/g, 'c')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/e(?=[nm](?:[^aeiou]|$))/g, 'a')
    .replace(/m(?=[pb])/g, 'n')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=...)(?:ent|er|e?s|e|t|x|d)$/, '');
}
