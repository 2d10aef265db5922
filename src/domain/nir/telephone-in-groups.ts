import { type DigitGroups, GAP_SPACE, GAP_TIGHT } from './digit-groups';
import { isFreeAfter } from './number-edges';
import type { NumberWindow } from './number-window';

/**
 * Whether a French telephone number begins at a group: 10 digits from 0, written together, in pairs, 4-2-2-2 or 4-3-3. Of six pairs the first is not its beginning when the second can be.
 */
export function isTelephoneAt(text: string, groups: DigitGroups, at: number): boolean {
  const past = telephoneEnd(text, groups, at);
  if (past < 0) return false;
  if (past - at < 5 || past >= groups.count || groups.length[past] !== 2 || isFreeAfter(groups, past)) return true;
  return telephoneEnd(text, groups, at + 1) < 0;
}

function telephoneEnd(text: string, groups: DigitGroups, at: number): number {
  if (at >= groups.count) return -1;
  const start = groups.start[at] as number;
  if (!isZero(text.charCodeAt(start)) || isZero(text.charCodeAt(start + 1))) return -1;
  let digits = 0;
  let group = at;
  for (; group < groups.count && digits < 10; group += 1) {
    const size = groups.length[group] as number;
    if (size === 10 && group === at) return at + 1;
    if (size < 2 || size > 4) return -1;
    if (groups.length[at] === 3 || (size !== 2 && groups.length[at] === 2)) return -1;
    if (group > at && groups.gap[group] !== GAP_SPACE && groups.gap[group] !== GAP_TIGHT) return -1;
    digits += size;
  }
  return digits === 10 ? group : -1;
}

function isZero(code: number): boolean {
  return code === 0x30 || code === 0xff10;
}

/** Whether some group inside a window begins a telephone number that ends inside it too. */
export function holdsTelephone(text: string, groups: DigitGroups, window: NumberWindow): boolean {
  for (let at = window.first; at < window.past; at += 1) {
    const past = telephoneEnd(text, groups, at);
    if (past >= 0 && past <= window.past) return true;
  }
  return false;
}
