import { DigitGroups, GAP_NONE, GAP_PIPE } from './digit-groups';
import { gluedNumber, mayBeGluedToSs } from './glued-number';
import { Gap } from './measure-gap';
import { CLASS, DIGIT, INVISIBLE, LETTER, MISREAD, OTHER, PIPE } from './nir-characters';

/** Three letters can be a group with each digit misread; more are a word. */
const LONGEST_LETTER_GROUP = 3;
/** More signs than a form of one character a cell has are not worth keeping; each has a bit of a number. */
export const SIGNS_KEPT = 30;

/** What the reading of a text tells: each run of groups, and each region with signs (`|`, `!`) that may be a misread 1. */
export interface GroupListener {
  /** `until` is the first group not to begin a number with: it needs what follows. */
  run(groups: DigitGroups, until: number): void;
  region(start: number, end: number, signs: readonly number[]): void;
}

/** Where no reading is under way. */
const NOBODY: GroupListener = { run: () => undefined, region: () => undefined };

/** Reads the groups of digits of a text between two offsets, in one pass and without going back. One object serves text after text. */
export class GroupReader {
  private readonly groups = new DigitGroups();
  private readonly between = new Gap();
  private text = '';
  private to = 0;
  private ones: readonly number[] | null = null;
  private listener = NOBODY;
  private at = 0;
  private gap = GAP_NONE;
  private mark = 0;
  private regionStart = -1;
  private regionEnd = -1;
  private signs: number[] = [];

  /** @param ones offsets of the signs to take for a 1; the others are borders and punctuation */
  read(text: string, from: number, to: number, ones: readonly number[] | null, listener: GroupListener): void {
    this.text = text;
    this.to = to;
    this.ones = ones;
    this.listener = listener;
    this.signs = [];
    this.regionStart = -1;
    this.groups.clear();
    this.gap = GAP_NONE;
    this.mark = 0;
    this.at = from;
    this.readAll();
    // A reader outlives the text: it keeps nothing of it.
    this.text = '';
    this.listener = NOBODY;
  }

  private readAll(): void {
    const { text, to } = this;
    while (this.at < to) {
      const kind = CLASS[text.charCodeAt(this.at)] as number;
      if (kind === DIGIT || kind === MISREAD || (kind >= PIPE && this.isOne(this.at))) this.readGroup();
      else if (kind === LETTER) this.readWord(this.at);
      else {
        if (kind === OTHER) this.closeRegion();
        else if (kind >= PIPE) this.addSign(this.at);
        this.at += 1;
      }
    }
    this.closeRun();
    this.closeRegion();
  }

  private isOne(position: number): boolean {
    return this.ones?.includes(position) === true;
  }

  private readGroup(): void {
    const { text, to } = this;
    const start = this.at;
    let at = start;
    let last = start;
    let length = 0;
    let digits = 0;
    for (; at < to; at += 1) {
      const kind = CLASS[text.charCodeAt(at)] as number;
      if (kind === INVISIBLE) continue;
      if (kind === LETTER) {
        this.readWord(start);
        return;
      }
      if (kind === DIGIT) digits += 1;
      else if (kind !== MISREAD && !(kind >= PIPE && this.isOne(at))) break;
      length += 1;
      last = at + 1;
    }
    if (mayBeGluedToSs(text, start, length, this.groups.count === 0)) {
      this.readWord(start);
      return;
    }
    this.at = last;
    if (digits === 0 && length > LONGEST_LETTER_GROUP) {
      this.closeRun();
      this.closeRegion();
      return;
    }
    this.addGroup(start, last, length, digits);
  }

  /** A word ends what stood before it, unless it is a number with its label glued on. */
  private readWord(start: number): void {
    const { text, to } = this;
    let digits = 0;
    let at = start;
    for (; at < to; at += 1) {
      const kind = CLASS[text.charCodeAt(at)] as number;
      if (kind === DIGIT) digits += 1;
      else if (kind !== LETTER && kind !== MISREAD && kind !== INVISIBLE) break;
    }
    this.at = at;
    this.closeRun();
    this.closeRegion();
    const number = gluedNumber(text, start, at, digits);
    if (number === null) return;
    this.addGroup(number.start, number.end, number.end - number.start, digits);
    if (number.end < at) {
      this.closeRun();
      this.at = at;
    }
  }

  private addGroup(start: number, end: number, length: number, digits: number): void {
    if (this.regionStart < 0) this.regionStart = start;
    this.regionEnd = end;
    this.groups.push(start, end, length, digits, this.gap, this.mark);
    if (this.groups.isFull()) {
      if (this.groups.mayHoldNumber()) this.listener.run(this.groups, this.groups.judgeable());
      this.groups.slide();
    }
    this.at = end;
    this.readGap(length);
  }

  /** What stands between a group and the next one, or whatever ends the run. */
  private readGap(lengthBefore: number): void {
    const { text, to, between } = this;
    const start = this.at;
    between.measure(text, start, to, this.ones);
    this.at = between.end;
    if (between.pipes > 0) this.addPipes(start, between.end);
    const next = this.at < to ? (CLASS[text.charCodeAt(this.at)] as number) : OTHER;
    const goesOn = next === DIGIT || next === MISREAD || (next >= PIPE && this.isOne(this.at));
    if (!goesOn || between.parts) {
      this.closeRun();
      if (between.parts) this.closeRegion();
      return;
    }
    // `| 7 | | | 5 |`: the cell between two borders holds a 1 read as a border.
    if (between.pipes === 3 && lengthBefore === 1 && this.ones === null && text.charAt(between.middlePipe) === '|') {
      this.groups.push(between.middlePipe, between.middlePipe + 1, 1, 0, GAP_PIPE, 0);
    }
    this.mark = between.mark;
    this.gap = between.kind;
  }

  private addPipes(start: number, end: number): void {
    for (let at = start; at < end; at += 1) if (CLASS[this.text.charCodeAt(at)] === PIPE) this.addSign(at);
  }

  private addSign(position: number): void {
    if (this.regionStart < 0) this.regionStart = position;
    this.regionEnd = position + 1;
    if (this.signs.length < SIGNS_KEPT) this.signs.push(position);
  }

  private closeRun(): void {
    if (this.groups.mayHoldNumber()) this.listener.run(this.groups, this.groups.count);
    this.groups.clear();
    this.gap = GAP_NONE;
    this.mark = 0;
  }

  private closeRegion(): void {
    if (this.signs.length > 0) {
      if (this.ones === null) this.listener.region(this.regionStart, this.regionEnd, this.signs);
      this.signs = [];
    }
    this.regionStart = -1;
  }
}

const AGAIN = new GroupReader();

/** Reads a region once more with some of its signs taken for a 1. */
export function rereadGroups(
  text: string,
  start: number,
  end: number,
  ones: readonly number[],
  run: GroupListener['run'],
): void {
  AGAIN.read(text, start, end, ones, { run, region: NOBODY.region });
}
