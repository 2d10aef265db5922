import { type DigitGroups, GAP_LINE, GAP_MIXED, GAP_TIGHT, GAP_WIDE, LONGEST_RUN } from './digit-groups';
import { type ConfirmedReading, confirmedReading } from './judge-number';
import { KeySieve } from './key-sieve';
import { SLASH } from './nir-characters';
import { isAmidSingles, isFreeAfter, isFreeBefore, isSingleAt } from './number-edges';
import { COMPACT, IRREGULAR, measureWindow, type NumberWindow, SINGLES } from './number-window';
import { FULL_LENGTH, ReadCharacters } from './read-characters';
import { holdsTelephone, isTelephoneAt } from './telephone-in-groups';
import { isAfterIbanHead, isAfterPlus, isBeforeWord, isCounting } from './what-stands-around';

/** A number that its key proves, and the groups it takes. */
export interface ProvenNumber {
  readonly first: number;
  /** Past the last group. */
  readonly past: number;
  readonly reading: ConfirmedReading;
}

const NUMERO_ALLOCATAIRE = 7;
const CARD_FIRST = 3;
/** Beyond this, letters in a number grouped anyhow prove nothing. */
const MOST_MENDED_ANYHOW = 3;

/** Finds the numbers of a run that their key proves. One object serves run after run. */
export class ProofByKey {
  private readonly sieve = new KeySieve(LONGEST_RUN * FULL_LENGTH);
  private readonly characters = new ReadCharacters();

  /** Takes the run in which numbers are looked for next. */
  take(text: string, groups: DigitGroups): void {
    this.sieve.takeRun(text, groups);
  }

  /**
   * The next number of 15 characters with the right key that begins with a group from `from` to `until`.
   * The key is right by chance once in 97, so the number must also stand as a reader would see one number.
   */
  next(text: string, groups: DigitGroups, from: number, until: number, takenTo: number): ProvenNumber | null {
    for (let at = from; at < until; at += 1) {
      if (!this.sieve.letsGroup(at) || isAmidSingles(groups, at)) continue;
      const window = measureWindow(groups, at, FULL_LENGTH);
      if (window === null || !standsAlone(text, groups, window, takenTo)) continue;
      const reading = this.read(text, groups, window);
      if (reading !== null) return { first: window.first, past: window.past, reading };
    }
    return null;
  }

  private read(text: string, groups: DigitGroups, window: NumberWindow): ConfirmedReading | null {
    const { characters } = this;
    const { first, past, shape } = window;
    characters.load(text, groups, first, past);
    const reading = confirmedReading(characters);
    if (reading === null) return null;
    // Words of letters that can be digits stand between numbers too: the NIR's own grouping must hold them.
    if (window.letterGroups > 0 && characters.mended > 0 && !window.fully && shape !== SINGLES) return null;
    if (groups.lettersOnly[past - 1] && isBeforeWord(text, groups.end[past - 1] as number)) return null;
    if (shape !== IRREGULAR) return reading;
    return characters.mended > MOST_MENDED_ANYHOW || isCard(characters, groups, window) ? null : reading;
  }
}

function standsAlone(text: string, groups: DigitGroups, window: NumberWindow, takenTo: number): boolean {
  const { first, past, shape } = window;
  if (isAfterPlus(text, groups.start[first] as number)) return false;
  const freeBefore = isFreeBefore(groups, first) || (groups.start[first - 1] as number) < takenTo;
  const freeAfter = isFreeAfter(groups, past);
  if (shape === SINGLES) {
    return !isSingleAt(groups, first - 1) && !isSingleAt(groups, past);
  }
  if (shape === IRREGULAR) {
    if (!window.uniform || (window.longestGroup > 12 && !isKeyInCells(groups, window))) return false;
    if (!freeBefore && (groups.length[first - 1] as number) < NUMERO_ALLOCATAIRE) return false;
    if (!freeAfter && (groups.length[past] as number) < NUMERO_ALLOCATAIRE && !isTelephoneAt(text, groups, past)) {
      return false;
    }
    return !holdsTelephone(text, groups, window) && !isAfterIbanHead(text, groups.start[first] as number);
  }
  if (!freeBefore && isTied(groups, window, first, groups.length[first - 1] as number)) return false;
  if (!freeAfter && isTied(groups, window, past, groups.length[past] as number)) return false;
  if (!window.keyApart || groups.length[past - 1] !== 2) return true;
  const gap = groups.gap[past - 1] as number;
  if (isTelephoneAt(text, groups, past - 1)) return false;
  return (gap !== GAP_LINE && gap !== GAP_WIDE) || !isCounting(text, groups.end[past - 1] as number);
}

/** «2690549588157 8 0»: 13 characters in one piece, then the key's two, a cell each. */
function isKeyInCells(groups: DigitGroups, { first, past }: NumberWindow): boolean {
  return groups.length[first] === 13 && past - first === 3;
}

/** Tied by a mark without spaces to digits that are no number of their own, it is a part of a longer reference. */
function isTied(groups: DigitGroups, window: NumberWindow, gapAt: number, neighbour: number): boolean {
  if (groups.gap[gapAt] !== GAP_TIGHT || neighbour === NUMERO_ALLOCATAIRE) return false;
  const slashed = groups.mark[gapAt] === SLASH;
  return !(slashed && window.shape === COMPACT && !window.keyApart);
}

/** A bank card of 15 digits, in its own groups 4 6 5. */
function isCard(characters: ReadCharacters, groups: DigitGroups, window: NumberWindow): boolean {
  if (characters.firstDigit() !== CARD_FIRST || window.past - window.first !== 3) return false;
  return groups.length[window.first] === 4 && groups.length[window.first + 1] === 6 && characters.satisfiesLuhn();
}

/** Whether the two digits after 13 are no key: a date's day, an age, a street number, the beginning of a telephone number. */
export function isKeyDoubtful(text: string, groups: DigitGroups, window: NumberWindow, stop: number): boolean {
  if (!window.keyApart || groups.length[window.past - 1] !== 2) return false;
  const key = window.past - 1;
  const gap = groups.gap[key] as number;
  if (gap === GAP_LINE || (gap === GAP_WIDE && !window.uniform)) return true;
  if (isTelephoneAt(text, groups, key)) return true;
  const end = groups.end[key] as number;
  if (window.past >= stop || isFreeAfter(groups, window.past)) return isCounting(text, end);
  const next = groups.gap[window.past] as number;
  if (next === GAP_TIGHT) return true;
  if (next === GAP_MIXED || groups.length[window.past] !== 2) return false;
  return !isTelephoneAt(text, groups, window.past) && !isCounting(text, groups.end[window.past] as number);
}
