import type { DigitGroups } from './digit-groups';
import { confirmedCandidate } from './judge-number';
import { type Standing, UnprovenJudge } from './judge-unproven';
import type { NirCandidate } from './nir-candidate';
import { edgeAfter, edgeBefore, FREE, HANGING, isAmidSingles } from './number-edges';
import { measureWindows, type NumberWindow, SINGLES } from './number-window';
import { isKeyDoubtful, nextProven } from './prove-by-key';
import { ReadCharacters } from './read-characters';
import type { LabelReader } from './read-nir-label';
import { isAfterPlus } from './what-stands-around';

/** A number found in a run, and the first group after it. */
interface Taken {
  readonly past: number;
  readonly candidate: NirCandidate;
}

/**
 * Tells the numbers of a run from one another: first those that their key proves, then, in what is left, those that a
 * label, their grouping or their standing alone speaks for.
 */
export class CandidateChooser {
  private readonly characters = new ReadCharacters();
  private readonly judge: UnprovenJudge;
  /** Nothing that begins before this offset is free any more. */
  private takenTo = 0;

  constructor(
    private readonly text: string,
    private readonly labels: LabelReader,
    private readonly list: (candidate: NirCandidate) => void,
  ) {
    this.judge = new UnprovenJudge(text);
  }

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
    const [w13 = null, w14 = null, w15 = null, w16 = null] = windows.map((window) =>
      window === null || window.past > stop ? null : this.standing(groups, window, stop),
    );
    if (w13 === null && w14 === null && w15 === null && w16 === null) return null;
    const start = groups.start[at] as number;
    if (isAfterPlus(this.text, start)) return null;
    const label = this.labels.before(start);
    if (w15 !== null && !isKeyDoubtful(this.text, groups, w15.window, stop)) {
      const announced = label.labelled ? this.judge.announced(groups, w15) : null;
      const found = announced ?? this.judge.wrongKey(groups, w15, label);
      if (found !== null) return { past: w15.window.past, candidate: found };
    }
    if (label.labelled) {
      for (const wrong of [w16, w14]) {
        const found = wrong === null ? null : this.judge.wrongLength(groups, wrong, w13);
        if (wrong !== null && found !== null) return { past: wrong.window.past, candidate: found };
      }
    }
    const found = w13 === null ? null : this.judge.keyless(groups, w13, label);
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
}
