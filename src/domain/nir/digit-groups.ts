/** How a group hangs on the one before it. */
export const GAP_NONE = 0;
export const GAP_SPACE = 1;
/** Dashes, dots, slashes, underscores without a space: `12-34`. */
export const GAP_TIGHT = 2;
/** The same with spaces: `12 / 34`. */
export const GAP_MIXED = 3;
/** A tab or three spaces and more: another column. */
export const GAP_WIDE = 4;
export const GAP_LINE = 5;
/** A dot, then a space: as a rule the end of a sentence. */
export const GAP_SENTENCE = 6;
export const GAP_PIPE = 7;

/** Beyond this the groups are judged in slices, so that a line of any length needs the same memory. */
const SLICE = 4096;
/** Groups that a run can have: a full slice, and the cell that stands between two borders. */
export const LONGEST_RUN = SLICE + 2;
/** What a slice keeps of the one before: enough for the longest number and what stands around it. */
const CONTEXT = 24;
const LOOK_AHEAD = 40;

/**
 * A run of groups of digits (and of letters that may be misread digits) held together by separators only, as columns of numbers.
 * `length` counts characters without the invisible ones; `mark` is the class of the separator's punctuation, 0 for none.
 */
export class DigitGroups {
  count = 0;
  /** Groups before this one are context: they have been judged. */
  first = 0;
  characters = 0;
  digits = 0;
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly length: number[] = [];
  readonly lettersOnly: boolean[] = [];
  readonly gap: number[] = [];
  readonly mark: number[] = [];

  push(start: number, end: number, length: number, digits: number, gap: number, mark: number): void {
    const at = this.count;
    this.start[at] = start;
    this.end[at] = end;
    this.length[at] = length;
    this.lettersOnly[at] = digits === 0;
    this.gap[at] = gap;
    this.mark[at] = mark;
    this.count = at + 1;
    this.characters += length;
    this.digits += digits;
  }

  clear(): void {
    this.count = 0;
    this.first = 0;
    this.characters = 0;
    this.digits = 0;
  }

  /** Whether a number can be among them at all: words such as «a» and «la» make runs too. */
  mayHoldNumber(): boolean {
    return this.characters >= 13 && this.digits > 2;
  }

  isFull(): boolean {
    return this.count >= SLICE;
  }

  /** How far the groups of a full slice can be judged: the last ones need what follows them. */
  judgeable(): number {
    return this.count - LOOK_AHEAD;
  }

  /** Forgets the judged groups of a full slice but for their context. */
  slide(): void {
    const judged = this.judgeable();
    const from = judged - CONTEXT;
    const columns: unknown[][] = [this.start, this.end, this.length, this.lettersOnly, this.gap, this.mark];
    for (const column of columns) column.copyWithin(0, from, this.count);
    this.count -= from;
    this.first = CONTEXT;
    this.digits = 0;
    for (let at = 0; at < this.count; at += 1) if (this.lettersOnly[at] === false) this.digits += 1;
  }
}
