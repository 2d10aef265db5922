import {
  type DigitGroups,
  GAP_LINE,
  GAP_MIXED,
  GAP_NONE,
  GAP_PIPE,
  GAP_SENTENCE,
  GAP_TIGHT,
  GAP_WIDE,
} from './digit-groups';
import { SLASH } from './nir-characters';
import { COMPACT, measureWindow, type NumberWindow, SINGLES } from './number-window';
import { isTelephoneAt } from './telephone-in-groups';
import { isCounting } from './what-stands-around';

/** Other digits belong to the same number, as far as can be seen. */
export const HANGING = 0;
/** Other digits stand beside it, but a reader tells them apart. */
export const APART = 1;
/** Nothing beside it: the run's end, another line or column, a word, a number already told. */
export const FREE = 2;

/** A numéro allocataire, which people write beside their NIR. */
const NUMERO_ALLOCATAIRE = 7;
const OTHER_NUMBER = 5;
const NIR_LENGTH = 13;

/** Whether nothing hangs on the left of a group: the run begins there, or a line, a column, a sentence, a word parts them. */
export function isFreeBefore(groups: DigitGroups, at: number): boolean {
  return at === 0 || isParting(groups.gap[at] as number) || groups.lettersOnly[at - 1] === true;
}

/** The same on the right of the group before `past`. */
export function isFreeAfter(groups: DigitGroups, past: number): boolean {
  return past >= groups.count || isParting(groups.gap[past] as number) || groups.lettersOnly[past] === true;
}

function isParting(gap: number): boolean {
  return gap === GAP_NONE || gap === GAP_LINE || gap === GAP_WIDE || gap === GAP_SENTENCE || gap === GAP_PIPE;
}

/** Whether a group is one digit. */
export function isSingleAt(groups: DigitGroups, at: number): boolean {
  return at >= 0 && at < groups.count && groups.length[at] === 1 && groups.lettersOnly[at] === false;
}

/** Whether a group is one character among others on both sides: no number begins there. */
export function isAmidSingles(groups: DigitGroups, at: number): boolean {
  return isSingleAt(groups, at - 1) && groups.length[at] === 1 && groups.length[at + 1] === 1 && at + 1 < groups.count;
}

/** A dash or a slash without spaces makes one reference of two numbers, unless the other is a number on its own. */
function isTightlyApart(window: NumberWindow, mark: number, neighbour: number): boolean {
  if (neighbour === NUMERO_ALLOCATAIRE) return true;
  return mark === SLASH && window.shape === COMPACT && !window.keyApart && neighbour >= OTHER_NUMBER;
}

/** How a window stands towards the group before it. `takenTo`: a number ends at this offset. */
export function edgeBefore(text: string, groups: DigitGroups, window: NumberWindow, takenTo: number): number {
  const at = window.first;
  // A character a cell more is a character of the same number.
  if (window.shape === SINGLES && isSingleAt(groups, at - 1)) return HANGING;
  if (isFreeBefore(groups, at) || (groups.start[at - 1] as number) < takenTo) return FREE;
  const gap = groups.gap[at] as number;
  const neighbour = groups.length[at - 1] as number;
  // «2024/123456/…»: a reference of several parts, this one among them.
  if (gap === GAP_TIGHT && groups.gap[at - 1] === GAP_TIGHT) return HANGING;
  if (gap === GAP_TIGHT) return isTightlyApart(window, groups.mark[at] as number, neighbour) ? APART : HANGING;
  if (gap === GAP_MIXED || window.shape === COMPACT || neighbour >= OTHER_NUMBER - 1) return APART;
  return at >= 5 && isTelephoneAt(text, groups, at - 5) ? APART : HANGING;
}

/** How a window stands towards the group after it. `stop`: the group where a proven number begins. */
export function edgeAfter(text: string, groups: DigitGroups, window: NumberWindow, stop: number): number {
  const past = window.past;
  if (window.shape === SINGLES && isSingleAt(groups, past)) return HANGING;
  if (past >= stop || isFreeAfter(groups, past)) return FREE;
  const gap = groups.gap[past] as number;
  const neighbour = groups.length[past] as number;
  if (gap === GAP_TIGHT && past + 1 < groups.count && groups.gap[past + 1] === GAP_TIGHT) return HANGING;
  if (gap === GAP_TIGHT) return isTightlyApart(window, groups.mark[past] as number, neighbour) ? APART : HANGING;
  if (gap === GAP_MIXED || window.shape === COMPACT || neighbour >= OTHER_NUMBER) return APART;
  if (isTelephoneAt(text, groups, past)) return APART;
  if (measureWindow(groups, past, NIR_LENGTH)?.fully === true) return APART;
  // Two digits come here when something says that they are no key: a date, an age, a street number.
  if (neighbour === 2 && window.length === NIR_LENGTH) return APART;
  return isFreeAfter(groups, past + 1) && isCounting(text, groups.end[past] as number) ? APART : HANGING;
}
