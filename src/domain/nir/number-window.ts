import { type DigitGroups, GAP_LINE, GAP_PIPE, GAP_SENTENCE } from './digit-groups';

/** How the characters of a possible number are grouped. */
export const COMPACT = 1;
/** In the NIR's way, 1 2 2 2 3 3 (2), groups written together included. */
export const CANONICAL = 2;
/** One character a group, as in a form's cells. */
export const SINGLES = 3;
export const IRREGULAR = 4;

/** With more groups of letters alone, it is a sentence of short words. */
const MOST_LETTER_GROUPS = 4;

/** Bit n: a group ends after n characters. */
const NIR_WAY = (1 << 1) | (1 << 3) | (1 << 5) | (1 << 7) | (1 << 10);
const KEY_APART = 1 << 13;

/** Some groups of a run that make 13 to 16 characters together. */
export interface NumberWindow {
  readonly first: number;
  /** Past the last group. */
  readonly past: number;
  readonly length: number;
  readonly shape: number;
  /** Groups among the first 13 characters. */
  readonly parts: number;
  /** Exactly 1 2 2 2 3 3, the key apart or absent. */
  readonly fully: boolean;
  readonly keyApart: boolean;
  readonly lines: number;
  readonly pipes: number;
  /** The gaps are all of one kind and mark, a line's end and the gap before the key left aside. */
  readonly uniform: boolean;
  readonly letterGroups: number;
  readonly longestGroup: number;
}

type Filled = { -readonly [field in keyof NumberWindow]: NumberWindow[field] };

/** The shortest and the longest window. */
const SHORTEST = 13;
const LONGEST = 16;

/** One for each length, from 13 to 16. */
type EachLength<Window> = readonly [Window, Window, Window, Window];

/** Windows are measured at every group of every text: the same few are filled again and again. */
const ALL: EachLength<Filled> = [emptyWindow(), emptyWindow(), emptyWindow(), emptyWindow()];
const ONE: EachLength<Filled> = [emptyWindow(), emptyWindow(), emptyWindow(), emptyWindow()];

function emptyWindow(): Filled {
  const counts = { first: 0, past: 0, length: 0, shape: 0, parts: 0, lines: 0, pipes: 0, letterGroups: 0 };
  return { ...counts, longestGroup: 0, fully: false, keyApart: false, uniform: false };
}

/** The window of `length` characters that begins with a group, null where there is none. It holds until the next call. */
export function measureWindow(groups: DigitGroups, first: number, length: number): NumberWindow | null {
  measure(groups, first, ONE, length);
  const window = ONE[length - SHORTEST] as Filled;
  return window.length === 0 ? null : window;
}

/**
 * Measures the windows of 13, 14, 15 and 16 characters that begin with one group: at most sixteen groups are looked at.
 * A border parts two groups unless each is one character, or all the groups of the NIR's way stand in cells.
 * @returns four windows, of length 0 where there is none of that length; they hold until the next call
 */
export function measureWindows(groups: DigitGroups, first: number): EachLength<NumberWindow> {
  measure(groups, first, ALL, 0);
  return ALL;
}

/** @param only the one length asked for; 0 for all of them */
function measure(groups: DigitGroups, first: number, windows: readonly Filled[], only: number): void {
  for (const window of windows) window.length = 0;
  let length = 0;
  let ends = 0;
  let lines = 0;
  let pipes = 0;
  let sentences = 0;
  let uniform = true;
  let gapKind = -1;
  let letterGroups = 0;
  let longestGroup = 0;
  let widePipes = 0;
  for (let at = first; at < groups.count && length < LONGEST; at += 1) {
    const size = groups.length[at] as number;
    if (length + size > LONGEST) break;
    if (at > first) {
      const gap = groups.gap[at] as number;
      ends |= 1 << length;
      if (gap === GAP_LINE) lines += 1;
      else if (gap === GAP_SENTENCE) sentences += 1;
      else if (gap === GAP_PIPE) {
        pipes += 1;
        if (size > 1 || (groups.length[at - 1] as number) > 1) widePipes += 1;
      }
      if (gap !== GAP_LINE && length !== 13) {
        const kind = gap * 16 + (groups.mark[at] as number);
        if (gapKind < 0) gapKind = kind;
        else if (kind !== gapKind) uniform = false;
      }
    }
    length += size;
    if (groups.lettersOnly[at]) {
      letterGroups += 1;
      if (letterGroups > MOST_LETTER_GROUPS) break;
    }
    if (size > longestGroup) longestGroup = size;
    if (length < SHORTEST || (only !== 0 && length !== only)) continue;
    const shape = shapeOf(ends, length);
    const fully = (ends & ~KEY_APART) === NIR_WAY && (length === 13 || (ends & KEY_APART) !== 0);
    if (widePipes > 0 && !(fully && pipes === at - first)) continue;
    if (sentences > 0 && !fully) continue;
    if (lines > 1 && shape !== SINGLES && !fully) continue;
    const window = windows[length - SHORTEST] as Filled;
    window.first = first;
    window.past = at + 1;
    window.length = length;
    window.shape = shape;
    window.parts = countBits(ends & (KEY_APART - 1)) + 1;
    window.fully = fully;
    window.keyApart = (ends & KEY_APART) !== 0;
    window.lines = lines;
    window.pipes = pipes;
    window.uniform = uniform;
    window.letterGroups = letterGroups;
    window.longestGroup = longestGroup;
  }
}

function shapeOf(ends: number, length: number): number {
  const inside = ends & ~KEY_APART;
  if (inside === 0) return COMPACT;
  if ((inside & ~NIR_WAY) === 0) return CANONICAL;
  if (ends === (1 << length) - 2) return SINGLES;
  return IRREGULAR;
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left > 0; left &= left - 1) count += 1;
  return count;
}

/** By threes or by twos to the end, as people space any long number; «3 4 5 6 7 10 11 12» is a list of numbers. */
export function hasEvenGroups(groups: DigitGroups, { first, past, longestGroup }: NumberWindow): boolean {
  if (longestGroup > 3) return false;
  for (let at = first; at < past - 1; at++) if (groups.length[at] !== longestGroup) return false;
  return true;
}
