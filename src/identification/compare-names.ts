import type { Person } from '../domain/directory/allocataire-file';
import { foldFrench, wordsOf } from '../domain/text/fold-french-text';

/** Small words that people leave out of a name or add to it. */
const PARTICLES = new Set(['de', 'du', 'des', 'd', 'la', 'le', 'les', 'l', 'von', 'van', 'der', 'den', 'el', 'al']);
/** Titles and form labels that stand between the parts of a name. */
const LABELS = new Set(
  'm mr mme mlle monsieur madame mademoiselle nom noms prenom prenoms usage naissance jeune nee ne famille marital patronyme'.split(
    ' ',
  ),
);
/** Words that may stand between a first and a last name: second first names, a birth name. */
const GAP_MAX = 2;

export interface PersonName {
  readonly first: readonly string[];
  /** The name in use and the birth name, each as its words. */
  readonly lasts: readonly (readonly string[])[];
}

/** A full name found in words: how far apart its parts stand, and whether a letter was off. */
export interface FoundName {
  readonly start: number;
  readonly gap: number;
  readonly exact: boolean;
}

/** Digits that scans read in place of a letter: «M0REAU», «5imone». */
const MISREAD: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '5': 's', '8': 'b' };
const MISREAD_DIGIT = /[0158]/;

/** The words of a folded text as names are compared with: no particles, titles or form labels. */
export function nameWords(folded: string): string[] {
  return wordsOf(folded)
    .filter((word) => !PARTICLES.has(word) && !LABELS.has(word))
    .map((word) =>
      MISREAD_DIGIT.test(word) && /\p{L}{2}/u.test(word)
        ? word.replace(/[0158]/g, (digit) => MISREAD[digit] ?? digit)
        : word,
    );
}

/** A person is compared with every line of a message: their name is cut up once. */
const NAMES = new WeakMap<Person, PersonName>();

export function nameOf(person: Person): PersonName {
  const known = NAMES.get(person) ?? cutName(person);
  NAMES.set(person, known);
  return known;
}

function cutName(person: Person): PersonName {
  // «Jeanne Marie Louise»: the first of them is the one people use; «Jean-Pierre» is one name.
  const [used = ''] = person.firstName.trim().split(/[\s,]+/);
  const lasts = [person.lastName, person.birthName ?? ''].flatMap((name) => [significant(name), ...joined(name)]);
  return { first: significant(used), lasts: lasts.filter((words) => words.length > 0) };
}

/** «de La Tour» is also written «Latour» and «Delatour». */
function joined(name: string): string[][] {
  const words = wordsOf(foldFrench(name));
  const particles = words.findIndex((word) => !PARTICLES.has(word));
  return Array.from({ length: Math.max(particles, 0) }, (_, from) => [words.slice(from).join('')]);
}

function significant(name: string): string[] {
  const words = wordsOf(foldFrench(name));
  const kept = words.filter((word) => !PARTICLES.has(word));
  return kept.length > 0 ? kept : words;
}

/** Where a first and a last name stand together in either order, an exact reading before a misspelt one. */
export function findFullName(words: readonly string[], { first, lasts }: PersonName): FoundName | null {
  let best: FoundName | null = null;
  const firsts = spots(words, first, 'first');
  if (firsts.length === 0) return null;
  for (const last of lasts) {
    const byStart = new Map(spots(words, last, 'last').map((spot) => [spot[0].start, spot]));
    const reach = GAP_MAX + Math.max(first.length, last.length);
    for (const [one, exactOne] of firsts) {
      // Only what stands near is looked at: a text that repeats a name has to cost what its length says.
      for (let start = one.start - reach; start <= one.start + reach; start++) {
        const near = byStart.get(start);
        if (near === undefined) continue;
        const [other, exactOther] = near;
        // One of the two may be misspelt, not both: «Marine Martin» is not «Marion Martins».
        if (!exactOne && !exactOther) continue;
        const gap =
          one.start < other.start ? other.start - one.start - one.length : one.start - other.start - other.length;
        if (gap < 0 || gap > GAP_MAX) continue;
        const found = { start: Math.min(one.start, other.start), gap, exact: exactOne && exactOther };
        if (best === null || rank(found) < rank(best)) best = found;
      }
    }
  }
  return best;
}

const rank = ({ gap, exact }: FoundName): number => gap + (exact ? 0 : 10);

export function hasFirstName(words: readonly string[], { first }: PersonName): boolean {
  return spots(words, first, 'first').some(([, exact]) => exact);
}

/** Whether a first name stands in a folded text only as a part of a compound one: «Jean» in «Jean-Pierre» is somebody else. */
export function isPartOfCompound(folded: string, { first }: PersonName): boolean {
  const [name = ''] = first;
  if (first.length !== 1) return false;
  if (!folded.includes(`-${name}`) && !folded.includes(`${name}-`)) return false;
  const anywhere = new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'u');
  const byItself = new RegExp(`(?<!\\p{L}|\\p{L}-)${name}(?!-?\\p{L})`, 'u');
  return anywhere.test(folded) && !byItself.test(folded);
}

export function hasLastName(words: readonly string[], { first, lasts }: PersonName): boolean {
  // «Marie» is one letter from «Marin», and is Marie's first name all the same.
  const isLast = ([{ start }, exact]: readonly [Spot, boolean]): boolean =>
    exact || !first.includes(words[start] ?? '');
  return lasts.some((last) => spots(words, last, 'last').some(isLast));
}

interface Spot {
  readonly start: number;
  readonly length: number;
}

function spots(
  words: readonly string[],
  name: readonly string[],
  part: 'first' | 'last',
): (readonly [Spot, boolean])[] {
  const found: (readonly [Spot, boolean])[] = [];
  const joined = name.join('');
  if (joined === '') return found;
  for (let start = 0; start < words.length; start++) {
    const word = words[start] ?? '';
    if (word === joined) found.push([{ start, length: 1 }, true]);
    else if (name.length > 1 && name.every((piece, index) => words[start + index] === piece))
      found.push([{ start, length: name.length }, true]);
    else if (isMisspelling(word, joined, part)) found.push([{ start, length: 1 }, false]);
  }
  return found;
}

/** Below five letters one letter makes another name; a first name and its feminine («Michel», «Michelle») are two. */
export function isMisspelling(word: string, name: string, part: 'first' | 'last'): boolean {
  const allowed = part === 'last' && name.length >= 9 ? 2 : 1;
  if (name.length < 5 || Math.abs(word.length - name.length) > allowed || word === name) return false;
  if (part === 'first' && (name.length < 6 || word.startsWith(name) || name.startsWith(word))) return false;
  return allowed === 1 ? isOneSlip(word, name) : editDistance(word, name, allowed) <= allowed;
}

/** One letter more, less or another, or two exchanged: what stays between the common beginning and the common end. */
function isOneSlip(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const [left, right] = [one.length - start - end, other.length - start - end];
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && one[start] === other[start + 1] && one[start + 1] === other[start];
}

/** Damerau–Levenshtein (adjacent transposition is one edit), given up beyond `limit`. */
function editDistance(one: string, other: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[other.length] ?? limit + 1;
}
