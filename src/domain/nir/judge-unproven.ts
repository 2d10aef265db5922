import type { DigitGroups } from './digit-groups';
import { confirmedCandidate, confirmedReading, keylessCandidate, type Place, wrongKeyCandidate } from './judge-number';
import { type KeyBeside, keyBeside } from './key-beside';
import type { NirCandidate } from './nir-candidate';
import { CANONICAL, COMPACT, hasEvenGroups, type NumberWindow, SINGLES } from './number-window';
import { FULL_LENGTH, NIR_LENGTH, ReadCharacters } from './read-characters';
import type { Label } from './read-nir-label';
import { holdsTelephone } from './telephone-in-groups';
import { isAfterIbanHead, isBeforeWord, isPartOfSomethingElse } from './what-stands-around';

/** A window with how it stands in its run. */
export interface Standing {
  readonly window: NumberWindow;
  readonly start: number;
  readonly end: number;
  readonly alone: boolean;
}

/** Letters taken for digits where no key confirms them: more are a reference's own. */
const MOST_MENDED = 4;

/** Serves every text in turn. */
const CHARACTERS = new ReadCharacters();

/** Judges the numbers that no key proves by themselves: a label, their grouping or their standing alone has to speak for them. */
export class UnprovenJudge {
  private readonly characters = CHARACTERS;

  constructor(private readonly text: string) {}

  wrongKey(groups: DigitGroups, standing: Standing, label: Label): NirCandidate | null {
    const { window } = standing;
    const looksLikeIt = hasNirShape(window) || window.shape === SINGLES;
    if (!looksLikeIt && !(standing.alone && window.uniform && (label.labelled || hasEvenGroups(groups, window))))
      return null;
    if (!looksLikeIt && !this.isWholeNumber(groups, window)) return null;
    if (!this.load(groups, window) || this.characters.mended > MOST_MENDED) return null;
    if (!this.characters.isPlausible()) return null;
    // «… 588 157 Il est»: two letters after a number are a word unless the key proves them.
    if (groups.lettersOnly[window.past - 1] === true && window.shape !== SINGLES) return null;
    if (window.letterGroups > 0 && this.characters.mended > 0 && !label.labelled && !window.fully) return null;
    if (!label.labelled) {
      const first = this.characters.firstDigit();
      if (first > 4 || this.isDenied(standing, label)) return null;
      // Bank cards and telephones' serial numbers of 15 digits begin with 3.
      if (first === 3 && !window.fully && this.characters.satisfiesLuhn()) return null;
    }
    return wrongKeyCandidate(placeOf(standing, label.labelled), this.characters);
  }

  /** However it is grouped, words before it and the key agree. */
  announced(groups: DigitGroups, standing: Standing): NirCandidate | null {
    if (!standing.alone) return null;
    this.characters.load(this.text, groups, standing.window.first, standing.window.past);
    const reading = confirmedReading(this.characters);
    return reading === null ? null : confirmedCandidate(placeOf(standing, true), this.text, reading);
  }

  /** One character lost or too many: listed where words say what it was meant to be. */
  wrongLength(groups: DigitGroups, standing: Standing, w13: Standing | null): NirCandidate | null {
    const { window } = standing;
    if (!standing.alone || window.letterGroups > 0) return null;
    const parts = window.past - window.first;
    if (parts > 1 && parts < 5 && window.longestGroup < 11) return null;
    if (w13 !== null && hasNirShape(w13.window) && isBeforeWord(this.text, standing.end)) return null;
    if (!this.isWholeNumber(groups, window)) return null;
    if (!this.load(groups, window) || this.characters.mended > MOST_MENDED) return null;
    const candidate = wrongKeyCandidate(placeOf(standing, true), this.characters);
    return this.characters.isPlausible() || candidate.repairs.length > 0 ? candidate : null;
  }

  keyless(groups: DigitGroups, standing: Standing, label: Label): NirCandidate | null {
    const { window } = standing;
    const key = window.past === groups.count ? keyBeside(this.text, standing.start, standing.end) : null;
    const inCells = window.shape === SINGLES && window.pipes === NIR_LENGTH - 1;
    const looksLikeIt = hasNirShape(window) || inCells;
    const anyShape = standing.alone && (label.labelled || key !== null) && this.isWholeNumber(groups, window);
    if (!looksLikeIt && !anyShape) return null;
    if (key !== null) {
      const keyed = this.keyed(groups, standing, key, label);
      if (keyed !== null) return keyed;
    }
    if (!looksLikeIt && !label.labelled) return null;
    if (!this.load(groups, window) || !this.characters.isPlausible()) return null;
    if (this.characters.mended > (label.labelled ? MOST_MENDED : 0)) return null;
    if (!label.labelled) {
      if (this.characters.firstDigit() > 2 || this.isDenied(standing, label)) return null;
      if (isAccountNumber(groups, window.first)) return null;
    }
    return keylessCandidate(placeOf(standing, label.labelled), this.characters);
  }

  /** 13 characters whose key stands apart: «clé 80», «(80)». */
  private keyed(groups: DigitGroups, standing: Standing, key: KeyBeside, label: Label): NirCandidate | null {
    const { characters } = this;
    characters.load(this.text, groups, standing.window.first, standing.window.past);
    characters.append(this.text, key.start, key.end);
    const place = { start: standing.start, end: key.end, labelled: label.labelled };
    const reading = confirmedReading(characters);
    if (reading !== null) return confirmedCandidate(place, this.text, reading);
    if (!key.announced && !label.labelled) return null;
    if (characters.length !== FULL_LENGTH || !characters.read() || !characters.isPlausible()) return null;
    if (!label.labelled && (characters.firstDigit() > 4 || characters.mended > MOST_MENDED)) return null;
    return wrongKeyCandidate(place, characters);
  }

  private load(groups: DigitGroups, window: NumberWindow): boolean {
    this.characters.load(this.text, groups, window.first, window.past);
    return this.characters.read();
  }

  /** Grouped anyhow, it must not be a telephone number with something, an account's number, two numbers side by side. */
  private isWholeNumber(groups: DigitGroups, window: NumberWindow): boolean {
    if (window.past - window.first > 1 && window.longestGroup > 12) return window.keyApart;
    return (
      !holdsTelephone(this.text, groups, window) && !isAfterIbanHead(this.text, groups.start[window.first] as number)
    );
  }

  private isDenied(standing: Standing, label: Label): boolean {
    return label.denied || isPartOfSomethingElse(this.text, standing.start, standing.end);
  }
}

function placeOf({ start, end }: Standing, labelled: boolean): Place {
  return { start, end, labelled };
}

/** Written in one piece, or in at least three groups of the NIR's way: two groups are as well two other numbers. */
function hasNirShape(window: NumberWindow): boolean {
  return window.shape === COMPACT || (window.shape === CANONICAL && window.parts > 2);
}

/** The bank's and the branch's codes, five digits each, stand before an account number. */
function isAccountNumber(groups: DigitGroups, first: number): boolean {
  return groups.length[first - 1] === 5 && groups.length[first - 2] === 5;
}
