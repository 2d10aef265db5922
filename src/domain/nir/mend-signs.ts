import type { DigitGroups } from './digit-groups';
import { KeySieve } from './key-sieve';
import { CLASS, DIGIT, READING } from './nir-characters';
import { nextProven, type ProvenNumber } from './prove-by-key';
import { FULL_LENGTH, ReadCharacters } from './read-characters';
import { rereadGroups, SIGNS_KEPT } from './read-digit-groups';
import { classAt, isNumeral, possibleOnes } from './signs-in-region';

/** A longer stretch of bars and digits is a table of something else; the bound keeps the search linear. */
export const LONGEST_REGION = 200;
/** With more signs than this, they are tried one by one and all together only. */
const MOST_COMBINED = 4;

/** By how many signs there are: which of them to take for a 1 together, a bit each. */
const CHOICES = Array.from({ length: SIGNS_KEPT + 1 }, (_, signs): readonly number[] => {
  const all = (1 << signs) - 1;
  if (signs <= MOST_COMBINED) return Array.from({ length: all }, (_none, index) => index + 1);
  return [...Array.from({ length: signs }, (_none, index) => 1 << index), all];
});

/** A number that reads right once some signs are taken for a 1. */
export interface MendedNumber {
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

/**
 * Looks again at a region whose `|` and `!` were first taken for borders and punctuation: each may be a 1 misread.
 * The key is the referee. @returns one entry for each different number that it confirms, none where it confirms nothing
 */
export function mendSigns(text: string, start: number, end: number, signs: readonly number[]): MendedNumber[] {
  if (end - start > LONGEST_REGION || !mayHoldNumber(text, start, end)) return [];
  const possible = possibleOnes(text, start, end, signs);
  if (possible.length === 0) return [];
  const row = rowOf(text, start, end, possible);
  if (row.codes.length < FULL_LENGTH) return [];
  const found: MendedNumber[] = [];
  for (const chosen of CHOICES[possible.length] ?? []) {
    if (!mayBeProven(row, chosen)) continue;
    const ones = possible.filter((_, index) => (chosen & (1 << index)) !== 0);
    for (const number of provenWith(new Set(ones), text, start, end)) {
      if (!found.some(({ written }) => written === number.written)) found.push(number);
    }
  }
  return found;
}

/** The characters of a region in their order, as entries of READING, and the bit of each that is a possible sign (0: none). */
interface Row {
  readonly codes: number[];
  readonly bits: number[];
}

function rowOf(text: string, start: number, end: number, possible: readonly number[]): Row {
  const row: Row = { codes: [], bits: [] };
  let sign = 0;
  for (let at = start; at < end; at += 1) {
    const isSign = possible[sign] === at;
    if (!isSign && !isNumeral(classAt(text, at))) continue;
    row.codes.push(READING[text.charCodeAt(at)] as number);
    row.bits.push(isSign ? 1 << sign : 0);
    if (isSign) sign += 1;
  }
  return row;
}

const SIEVE = new KeySieve();
const CHARACTERS = new ReadCharacters();

/** Whether the key can confirm a number that holds all the chosen signs: the others are borders then. */
function mayBeProven({ codes, bits }: Row, chosen: number): boolean {
  let first = -1;
  let last = -1;
  SIEVE.clear();
  for (let at = 0; at < codes.length; at += 1) {
    const bit = bits[at] as number;
    if (bit !== 0) {
      if ((bit & chosen) === 0) continue;
      last = SIEVE.count;
      if (first < 0) first = last;
    }
    SIEVE.add(codes[at] as number);
  }
  return SIEVE.lets(first, last);
}

function provenWith(ones: ReadonlySet<number>, text: string, start: number, end: number): MendedNumber[] {
  const numbers: MendedNumber[] = [];
  const run = (groups: DigitGroups, until: number): void => {
    let from = groups.first;
    for (;;) {
      const proven = nextProven(text, groups, CHARACTERS, from, until, start);
      if (proven === null) return;
      numbers.push(...placed(groups, proven));
      from = proven.window.past;
    }
  };
  rereadGroups(text, start, end, ones, run);
  return numbers;
}

function placed(groups: DigitGroups, { window, reading }: ProvenNumber): MendedNumber[] {
  const start = groups.start[window.first] as number;
  const end = groups.end[window.past - 1] as number;
  const readings = reading.rival === null ? [reading.written] : [reading.written, reading.rival];
  return readings.map((written) => ({ start, end, written }));
}

/** Fewer than eight digits leave the key nothing to confirm; more than forty are no one number. */
function mayHoldNumber(text: string, start: number, end: number): boolean {
  let digits = 0;
  for (let at = start; at < end; at += 1) if (CLASS[text.charCodeAt(at)] === DIGIT) digits += 1;
  return digits >= 8 && digits <= 40;
}
