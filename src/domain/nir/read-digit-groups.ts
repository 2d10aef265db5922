import {
  DigitGroups,
  GAP_LINE,
  GAP_MIXED,
  GAP_NONE,
  GAP_PIPE,
  GAP_SENTENCE,
  GAP_SPACE,
  GAP_TIGHT,
  GAP_WIDE,
} from './digit-groups';
import { BANG, CLASS, DIGIT, DOT, INVISIBLE, LETTER, MISREAD, NEWLINE, OTHER, PIPE, SPACE } from './nir-characters';

/** A longer gap parts two numbers, whatever it is made of. */
const LONGEST_GAP = 32;
/** Three letters can be a group with each digit misread; more are a word. */
const LONGEST_LETTER_GROUP = 3;
/** A number with its label or its key's word glued on; other glued letters make it a reference. */
const GLUED =
  /^(?:nir|n?ss|nia|nnp|s[eé]cu|insee|num(?:[eé]ro)?|no)?([\dOIlZSGBbgqAa\uff10-\uff19]{13,16}?)(?:cl[eé]f?\d{0,2})?$/iu;
const LONGEST_GLUED = 40;
/** More signs than a form of one character a cell has are not worth keeping; each has a bit of a number. */
export const SIGNS_KEPT = 30;
const TAB = 9;
const CR = 13;
const LF = 10;

/** What the reading of a text tells: each run of groups, and each region with signs (`|`, `!`) that may be a misread 1. */
export interface GroupListener {
  /** `until` is the first group not to begin a number with: it needs what follows. */
  run(groups: DigitGroups, until: number): void;
  region(start: number, end: number, signs: readonly number[]): void;
}

/** Reads the groups of digits of a text between two offsets, in one pass and without going back. */
export class GroupReader {
  private readonly groups = new DigitGroups();
  private at = 0;
  private gap = GAP_NONE;
  private mark = 0;
  private regionStart = -1;
  private regionEnd = -1;
  private signs: number[] = [];

  /** @param ones offsets of the signs to take for a 1; the others are borders and punctuation */
  constructor(
    private readonly text: string,
    private readonly to: number,
    private readonly ones: ReadonlySet<number> | null,
    private readonly listener: GroupListener,
  ) {}

  readFrom(from: number): void {
    const { text, to } = this;
    this.at = from;
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
    return this.ones?.has(position) === true;
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
    if (digits < 9 || at - start > LONGEST_GLUED) return;
    const word = text.slice(start, at);
    const number = GLUED.exec(word)?.[1];
    if (number === undefined) return;
    const begin = start + word.indexOf(number);
    const end = begin + number.length;
    this.addGroup(begin, end, number.length, digits);
    if (end < at) {
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
    const { text, to } = this;
    const start = this.at;
    let at = start;
    let spaces = 0;
    let lines = 0;
    let marks = 0;
    let pipes = 0;
    let middlePipe = -1;
    let spacesBeforeMark = 0;
    let wide = false;
    let mark = 0;
    for (; at < to; at += 1) {
      const code = text.charCodeAt(at);
      const kind = CLASS[code] as number;
      if (kind < SPACE || kind === BANG || (kind === PIPE && this.isOne(at))) break;
      if (kind === SPACE) {
        spaces += 1;
        if (code === TAB || spaces > 2) wide = true;
      } else if (kind === NEWLINE) {
        if (code !== CR || text.charCodeAt(at + 1) !== LF) lines += 1;
      } else if (kind === PIPE) {
        pipes += 1;
        if (pipes === 2) middlePipe = at;
        this.addSign(at);
      } else if (kind !== INVISIBLE) {
        if (marks === 0) spacesBeforeMark = spaces;
        marks += 1;
        mark = kind;
      }
    }
    this.at = at;
    const next = at < to ? (CLASS[text.charCodeAt(at)] as number) : OTHER;
    const goesOn = next === DIGIT || next === MISREAD || (next >= PIPE && this.isOne(at));
    const parted = at - start > LONGEST_GAP || lines > 1;
    if (!goesOn || parted) {
      this.closeRun();
      if (parted) this.closeRegion();
      return;
    }
    // `| 7 | | | 5 |`: the cell between two borders holds a 1 read as a border.
    if (pipes === 3 && lengthBefore === 1 && this.ones === null && text.charAt(middlePipe) === '|') {
      this.groups.push(middlePipe, middlePipe + 1, 1, 0, GAP_PIPE, 0);
    }
    this.mark = mark;
    if (pipes > 0) this.gap = GAP_PIPE;
    else if (lines > 0) this.gap = GAP_LINE;
    else if (marks === 0) this.gap = wide ? GAP_WIDE : GAP_SPACE;
    else if (spaces === 0) this.gap = GAP_TIGHT;
    else this.gap = mark === DOT && spacesBeforeMark === 0 ? GAP_SENTENCE : GAP_MIXED;
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
