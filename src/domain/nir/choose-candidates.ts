import type { DigitGroups } from './digit-groups';
import { isWordSs } from './glued-number';
import { confirmedCandidate } from './judge-number';
import { type Standing, UnprovenJudge } from './judge-unproven';
import type { NirCandidate } from './nir-candidate';
import { edgeAfter, edgeBefore, FREE, HANGING, isAmidSingles } from './number-edges';
import { measureWindows, type NumberWindow, SINGLES } from './number-window';
import { isKeyDoubtful, ProofByKey } from './prove-by-key';
import type { LabelReader } from './read-nir-label';
import { isAfterPlus } from './what-stands-around';

/** A number found in a run, and the first group after it. */
interface Taken {
  readonly past: number;
  readonly candidate: NirCandidate;
}

/** Serves every run of every text in turn. */
const PROOF = new ProofByKey();

/**
 * Tells the numbers of a run from one another: first those that their key proves, then, in what is left, those that a
 * label, their grouping or their standing alone speaks for.
 */
export class CandidateChooser {
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
    PROOF.take(this.text, groups);
    while (at < until) {
      const proven = PROOF.next(this.text, groups, at, until, this.takenTo);
      const stop = proven === null ? groups.count : proven.first;
      at = this.chooseUnproven(groups, at, Math.min(until, stop), stop);
      if (proven === null) return;
      const { first, past } = proven;
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
    if (isWordSs(this.text, groups.start[at] as number, groups.end[at] as number)) return null;
    const [w13, w14, w15, w16] = measureWindows(groups, at);
    const full = this.standing(groups, w15, stop);
    const keyless = this.standing(groups, w13, stop);
    const spoken = full !== null || keyless !== null;
    let longer = spoken ? null : this.standing(groups, w16, stop);
    let shorter = spoken ? null : this.standing(groups, w14, stop);
    if (!spoken && longer === null && shorter === null) return null;
    const start = groups.start[at] as number;
    if (isAfterPlus(this.text, start)) return null;
    const label = this.labels.before(start);
    if (full !== null && !isKeyDoubtful(this.text, groups, full.window, stop)) {
      const announced = label.labelled ? this.judge.announced(groups, full) : null;
      const found = announced ?? this.judge.wrongKey(groups, full, label);
      if (found !== null) return { past: full.window.past, candidate: found };
    }
    if (label.labelled) {
      if (spoken) {
        longer = this.standing(groups, w16, stop);
        shorter = this.standing(groups, w14, stop);
      }
      const found = this.wrongLength(groups, longer, keyless) ?? this.wrongLength(groups, shorter, keyless);
      if (found !== null) return found;
    }
    const found = keyless === null ? null : this.judge.keyless(groups, keyless, label);
    return keyless === null || found === null ? null : { past: keyless.window.past, candidate: found };
  }

  private wrongLength(groups: DigitGroups, standing: Standing | null, keyless: Standing | null): Taken | null {
    const found = standing === null ? null : this.judge.wrongLength(groups, standing, keyless);
    return standing === null || found === null ? null : { past: standing.window.past, candidate: found };
  }

  private standing(groups: DigitGroups, window: NumberWindow, stop: number): Standing | null {
    if (window.length === 0 || window.past > stop) return null;
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
