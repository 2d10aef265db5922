import type { DigitGroups } from './digit-groups';
import { isFreeAfter, isFreeBefore } from './number-edges';
import { COMPACT, measureWindow, type NumberWindow } from './number-window';
import { FULL_LENGTH, ReadCharacters } from './read-characters';
import { rereadGroups } from './read-digit-groups';
import { standsByNumeral } from './signs-in-region';

/** Letters and signs taken for digits where no key confirms them: more are a reference's own. */
const MOST_MENDED = 4;
const LAST_CIVIL_SEX = 4;
const ENDS_SENTENCE = /[\p{L}\p{N}]\s?$/u;

const CHARACTERS = new ReadCharacters();

/** 15 characters, one of them a sign, that no key confirms. */
export interface NumberThroughSign {
  readonly start: number;
  readonly end: number;
  /** As last read: they hold until the next number is looked for. */
  readonly characters: ReadCharacters;
  /** No border stands so: words need not say what the number is. */
  readonly sure: boolean;
}

/**
 * A number of the NIR's shape with a sign inside it (`269054958 8!57 81`): the sign was a 1, and another character is wrong.
 * @param signs offsets of all the signs of the region
 */
export function readThroughSign(
  text: string,
  start: number,
  end: number,
  signs: readonly number[],
): NumberThroughSign | null {
  const sign = onlyOneByNumeral(text, signs);
  if (sign < 0) return null;
  let found: NumberThroughSign | null = null;
  const run = (groups: DigitGroups): void => {
    for (let at = 0; at < groups.count && found === null; at += 1) {
      const window = measureWindow(groups, at, FULL_LENGTH);
      if (window === null || !standsAlone(groups, window)) continue;
      const from = groups.start[at] as number;
      const past = groups.end[window.past - 1] as number;
      if (from > sign || past <= sign + 1) continue;
      const characters = CHARACTERS;
      characters.load(text, groups, window.first, window.past);
      if (!characters.read() || !characters.isPlausible() || characters.mended > MOST_MENDED) continue;
      if (characters.firstDigit() > LAST_CIVIL_SEX) continue;
      const exclaims = from === sign && ENDS_SENTENCE.test(text.slice(Math.max(0, sign - 2), sign));
      const sure = text.charAt(sign) === '!' ? window.fully || from < sign : window.fully && from < sign;
      found = { start: from, end: past, characters, sure: sure && !exclaims };
    }
  };
  rereadGroups(text, start, end, [sign], run);
  return found;
}

/** The only sign that digits stand by; -1 where there are none or several. */
function onlyOneByNumeral(text: string, signs: readonly number[]): number {
  let found = -1;
  for (const at of signs) {
    if (!standsByNumeral(text, at)) continue;
    if (found >= 0) return -1;
    found = at;
  }
  return found;
}

function standsAlone(groups: DigitGroups, window: NumberWindow): boolean {
  if (window.shape !== COMPACT && !window.fully) return false;
  return isFreeBefore(groups, window.first) && isFreeAfter(groups, window.past);
}
