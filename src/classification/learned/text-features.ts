import type { Weighed } from '../weigh-clues';

/** No number and nothing that is too long to be a word: neither is ever learned. */
const WORD = /^[a-z]{2,24}$/;
/** What forms of one word have in common: «demenage», «demenagement». */
const BEGINNING = 5;
const GRAM = 4;
/** How loud the rules have to be for a kind, one feature each. */
const LOUD = [0, 0.5, 0.8, 0.9];

/** Stands between the beginnings of two words that follow each other… */
const NEXT = ' ';
/** …and of two with one word between them. */
const NEXT_BUT_ONE = '~';
const PAIR = /^([^@ ~]+)([ ~])([^ ~]+)$/;

export const isLearnable = (word: string): boolean => WORD.test(word);

export const beginningOf = (word: string): string => word.slice(0, BEGINNING);

/** Of one word, folded: itself, its beginning, and its runs of four letters, which misspelt words share with right ones. */
export function featuresOfWord(word: string): readonly string[] {
  const features = [word];
  if (word.length > BEGINNING) features.push(`${beginningOf(word)}*`);
  if (word.length >= GRAM) {
    const closed = `^${word}$`;
    for (let at = 0; at + GRAM <= closed.length; at++) features.push(`#${closed.slice(at, at + GRAM)}`);
  }
  return features;
}

/** Of two words that stand together, by their beginnings. */
export const featureOfPair = (one: string, next: string): string => `${beginningOf(one)}${NEXT}${beginningOf(next)}`;

/** Of two words with one between them, in one sentence. */
export const featureOfPairApart = (one: string, other: string): string =>
  `${beginningOf(one)}${NEXT_BUT_ONE}${beginningOf(other)}`;

/** @returns the two beginnings of a pair’s feature; null of any other */
export function readPair(feature: string): { first: string; second: string; isApart: boolean } | null {
  const [, first, between, second] = PAIR.exec(feature) ?? [];
  return first === undefined || second === undefined ? null : { first, second, isApart: between === NEXT_BUT_ONE };
}

/** What the rules' clues make of a message is something to learn from too. */
export function featuresOfRules(weighed: readonly Weighed[]): readonly string[] {
  return weighed.flatMap(({ kind, confidence }) =>
    LOUD.filter((least) => confidence >= least).map((least) => `@${kind} ${least}`),
  );
}
