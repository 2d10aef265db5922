import type { DigitGroups } from './digit-groups';
import { ProofByKey, type ProvenNumber } from './prove-by-key';
import { FULL_LENGTH } from './read-characters';
import { rereadGroups, SIGNS_KEPT } from './read-digit-groups';
import { RegionRow } from './region-row';
import { possibleOnes } from './signs-in-region';

/** A longer stretch of bars and digits is a table of something else; the bound keeps the search linear. */
export const LONGEST_REGION = 200;
/** With more signs than this, they are tried one by one and all together only. */
const MOST_COMBINED = 4;
/** Fewer digits leave the key nothing to confirm; more are no one number. */
const FEWEST_DIGITS = 8;
const MOST_DIGITS = 40;

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

const NONE: readonly MendedNumber[] = [];
/** Serve every region in turn. */
const ROW = new RegionRow();
const PROOF = new ProofByKey();

/**
 * Looks again at a region whose `|` and `!` were first taken for borders and punctuation: each may be a 1 misread.
 * The key is the referee. @returns one entry for each different number that it confirms, none where it confirms nothing
 */
export function mendSigns(text: string, start: number, end: number, signs: readonly number[]): readonly MendedNumber[] {
  if (end - start > LONGEST_REGION) return NONE;
  const possible = possibleOnes(text, start, end, signs);
  if (possible.length === 0) return NONE;
  ROW.read(text, start, end, possible);
  if (ROW.digits < FEWEST_DIGITS || ROW.digits > MOST_DIGITS || ROW.length < FULL_LENGTH) return NONE;
  let found: MendedNumber[] | null = null;
  for (const chosen of CHOICES[possible.length] as readonly number[]) {
    if (!ROW.mayBeProven(chosen)) continue;
    found ??= [];
    const ones = possible.filter((_, index) => (chosen & (1 << index)) !== 0);
    for (const number of provenWith(ones, text, start, end)) {
      if (!found.some(({ written }) => written === number.written)) found.push(number);
    }
  }
  return found ?? NONE;
}

function provenWith(ones: readonly number[], text: string, start: number, end: number): MendedNumber[] {
  const numbers: MendedNumber[] = [];
  const run = (groups: DigitGroups, until: number): void => {
    PROOF.take(text, groups);
    let proven = PROOF.next(text, groups, groups.first, until, start);
    while (proven !== null) {
      numbers.push(...placed(groups, proven));
      proven = PROOF.next(text, groups, proven.past, until, start);
    }
  };
  rereadGroups(text, start, end, ones, run);
  return numbers;
}

function placed(groups: DigitGroups, { first, past, reading }: ProvenNumber): MendedNumber[] {
  const start = groups.start[first] as number;
  const end = groups.end[past - 1] as number;
  const readings = reading.rival === null ? [reading.written] : [reading.written, reading.rival];
  return readings.map((written) => ({ start, end, written }));
}
