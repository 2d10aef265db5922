import type { DigitGroups } from './digit-groups';
import { confirmedCandidate, confirmedReading, keylessCandidate, type Place, wrongKeyCandidate } from './judge-number';
import type { NirCandidate } from './nir-candidate';
import { edgeAfter, edgeBefore, FREE, HANGING, isAmidSingles } from './number-edges';
import { CANONICAL, COMPACT, hasEvenGroups, measureWindows, type NumberWindow, SINGLES } from './number-window';
import { isKeyDoubtful, nextProven } from './prove-by-key';
import { FULL_LENGTH, NIR_LENGTH, ReadCharacters } from './read-characters';
import type { Label, LabelReader } from './read-nir-label';
import { holdsTelephone } from './telephone-in-groups';
import { isAfterIbanHead, isAfterPlus, isBeforeWord, isPartOfSomethingElse, keyAfterWord } from './what-stands-around';

/** A number found in a run, and the first group after it. */
interface Taken {
  readonly past: number;
  readonly candidate: NirCandidate;
}

/** A window with how it stands in its run. */
interface Standing {
  readonly window: NumberWindow;
  readonly start: number;
  readonly end: number;
  readonly alone: boolean;
}

/** Letters taken for digits where no key confirms them: more are a reference's own. */
const MOST_MENDED = 4;

/**
 * Tells the numbers of a run from one another: first those that their key proves, then, in what is left, those that a
 * label, their grouping or their standing alone speaks for.
 */
export class CandidateChooser {
  private readonly characters = new ReadCharacters();
  /** Nothing that begins before this offset is free any more. */
  private takenTo = 0;

  constructor(
    private readonly text: string,
    private readonly labels: LabelReader,
    private readonly list: (candidate: NirCandidate) => void,
  ) {}

  /** Judges the numbers that begin with the groups from `groups.first` to `until`. */
  choose(groups: DigitGroups, until: number): void {
    let at = groups.first;
    while (at < until && (groups.start[at] as number) < this.takenTo) at += 1;
    while (at < until) {
      const proven = nextProven(this.text, groups, this.characters, at, until, this.takenTo);
      const stop = proven === null ? groups.count : proven.window.first;
      at = this.chooseUnproven(groups, at, Math.min(until, stop), stop);
      if (proven === null) return;
      const { first, past } = proven.window;
      const start = groups.start[first] as number;
      const labelled = this.labels.before(start).labelled;
      const place = { start, end: groups.end[past - 1] as number, labelled };
      this.take(confirmedCandidate(place, this.text, proven.reading));
      at = past;
    }
  }

  private chooseUnproven(groups: DigitGroups, from: number, until: number, stop: number): number {
    let at = from;
    while (at < until) {
      const taken = this.unprovenAt(groups, at, stop);
      if (taken === null) at += 1;
      else {
        this.take(taken.candidate);
        at = taken.past;
      }
    }
    return at;
  }

  private take(candidate: NirCandidate): void {
    this.takenTo = candidate.end;
    this.labels.took(candidate.end);
    this.list(candidate);
  }

  private unprovenAt(groups: DigitGroups, at: number, stop: number): Taken | null {
    if (isAmidSingles(groups, at)) return null;
    const windows = measureWindows(groups, at);
    if (windows.length === 0) return null;
    const standing = (length: number): Standing | null => {
      const window = windows[length];
      return window === undefined || window.past > stop ? null : this.standing(groups, window, stop);
    };
    const [w13, w14, w15, w16] = [standing(13), standing(14), standing(15), standing(16)];
    if (w13 === null && w14 === null && w15 === null && w16 === null) return null;
    const start = groups.start[at] as number;
    if (isAfterPlus(this.text, start)) return null;
    const label = this.labels.before(start);
    if (w15 !== null && !isKeyDoubtful(this.text, groups, w15.window, stop)) {
      const found = this.wrongKey(groups, w15, label);
      if (found !== null) return { past: w15.window.past, candidate: found };
    }
    if (label.labelled) {
      for (const wrong of [w16, w14]) {
        const found = wrong === null ? null : this.wrongLength(groups, wrong, w13);
        if (wrong !== null && found !== null) return { past: wrong.window.past, candidate: found };
      }
    }
    const found = w13 === null ? null : this.keyless(groups, w13, label);
    return w13 === null || found === null ? null : { past: w13.window.past, candidate: found };
  }

  private standing(groups: DigitGroups, window: NumberWindow, stop: number): Standing | null {
    // Two ends of line inside a number are a column of other numbers, unless the key proves it.
    if (window.lines > 1 && window.shape !== SINGLES) return null;
    const before = edgeBefore(this.text, groups, window, this.takenTo);
    if (before === HANGING) return null;
    const after = edgeAfter(this.text, groups, window, stop);
    if (after === HANGING) return null;
    return {
      window,
      start: groups.start[window.first] as number,
      end: groups.end[window.past - 1] as number,
      alone: before === FREE && after === FREE,
    };
  }

  private wrongKey(groups: DigitGroups, standing: Standing, label: Label): NirCandidate | null {
    const { window } = standing;
    const looksLikeIt = hasNirShape(window) || window.shape === SINGLES;
    if (!looksLikeIt && !(standing.alone && window.uniform && (label.labelled || hasEvenGroups(groups, window))))
      return null;
    if (!looksLikeIt && !this.isWholeNumber(groups, window)) return null;
    if (!this.load(groups, window) || this.characters.mended > MOST_MENDED) return null;
    if (!this.characters.isPlausible()) return null;
    // «… 588 157 Il est»: two letters after a number are a word unless the key proves them.
    if (groups.lettersOnly[window.past - 1] === true && window.shape !== SINGLES) return null;
    if (window.letterGroups > 0 && this.characters.mended > 0 && !label.labelled) return null;
    if (!label.labelled) {
      const first = this.characters.firstDigit();
      if (first > 4 || this.isDenied(standing, label)) return null;
      // Bank cards and telephones' serial numbers of 15 digits begin with 3.
      if (first === 3 && this.characters.satisfiesLuhn()) return null;
    }
    return wrongKeyCandidate(placeOf(standing, label.labelled), this.characters);
  }

  /** One character lost or too many: listed where words say what it was meant to be. */
  private wrongLength(groups: DigitGroups, standing: Standing, w13: Standing | null): NirCandidate | null {
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

  private keyless(groups: DigitGroups, standing: Standing, label: Label): NirCandidate | null {
    const { window } = standing;
    const key = window.past === groups.count ? keyAfterWord(this.text, standing.end) : null;
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

  /** 13 characters whose key a word introduces: «clé 80». */
  private keyed(
    groups: DigitGroups,
    standing: Standing,
    key: { start: number; end: number },
    label: Label,
  ): NirCandidate | null {
    const { characters } = this;
    characters.load(this.text, groups, standing.window.first, standing.window.past);
    characters.append(this.text, key.start, key.end);
    const place = { start: standing.start, end: key.end, labelled: label.labelled };
    const reading = confirmedReading(characters);
    if (reading !== null) return confirmedCandidate(place, this.text, reading);
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
