import type { DigitGroups } from './digit-groups';
import { CLASS, DIGIT, MISREAD, NEWLINE, OTHER, SPACE } from './nir-characters';
import { nextProven, type ProvenNumber } from './prove-by-key';
import { ReadCharacters } from './read-characters';
import { GroupReader } from './read-digit-groups';

/** A longer stretch of bars and digits is a table of something else; the bound keeps the search linear. */
const LONGEST_REGION = 200;
/** With more signs than this, they are tried one by one and all together only. */
const MOST_COMBINED = 5;
/** A form of one character a cell has about as many borders as characters. */
const CELL_BORDERS = 10;

/** A number that reads right once some signs are taken for a 1. */
export interface MendedNumber {
  readonly start: number;
  readonly end: number;
  readonly written: string;
}

/**
 * Looks again at a region whose `|` and `!` were first taken for borders and punctuation: each may be a 1 misread.
 * The key is the referee. @returns one entry for each different number that it confirms, none where it confirms nothing
 */
export function mendSigns(text: string, start: number, end: number, signs: readonly number[]): MendedNumber[] {
  if (end - start > LONGEST_REGION || !mayHoldNumber(text, start, end)) return [];
  const possible = possibleOnes(text, start, end, signs);
  const found = new Map<string, MendedNumber>();
  const characters = new ReadCharacters();
  for (const ones of choices(possible)) {
    const run = (groups: DigitGroups, until: number): void => {
      let from = groups.first;
      for (;;) {
        const proven = nextProven(text, groups, characters, from, until, start);
        if (proven === null) return;
        for (const number of placed(groups, proven)) found.set(number.written, found.get(number.written) ?? number);
        from = proven.window.past;
      }
    };
    new GroupReader(text, end, ones, { run, region: () => undefined }).readFrom(start);
  }
  return [...found.values()];
}

function placed(groups: DigitGroups, { window, reading }: ProvenNumber): MendedNumber[] {
  const start = groups.start[window.first] as number;
  const end = groups.end[window.past - 1] as number;
  const readings = reading.rival === null ? [reading.written] : [reading.written, reading.rival];
  return readings.map((written) => ({ start, end, written }));
}

/** Fewer than eight digits leave the key nothing to confirm; more than forty are no one number. */
function mayHoldNumber(text: string, start: number, end: number): boolean {
  let digits = 0;
  for (let at = start; at < end; at += 1) if (CLASS[text.charCodeAt(at)] === DIGIT) digits += 1;
  return digits >= 8 && digits <= 40;
}

function* choices(signs: readonly number[]): Generator<ReadonlySet<number>> {
  if (signs.length <= MOST_COMBINED) {
    for (let chosen = 1; chosen < 1 << signs.length; chosen += 1) {
      yield new Set(signs.filter((_, at) => (chosen & (1 << at)) !== 0));
    }
    return;
  }
  for (const sign of signs) yield new Set([sign]);
  yield new Set(signs);
}

/** The signs that can be digits: those that touch one, or stand alone in a cell; never two borders that enclose the whole. */
function possibleOnes(text: string, start: number, end: number, signs: readonly number[]): number[] {
  const bars = signs.filter((at) => text.charAt(at) === '|').length;
  const enclosed = isBar(text, start) && isBar(text, end - 1);
  return signs.filter((at) => {
    const sign = text.charAt(at);
    if (sign !== '|' && sign !== '!') return false;
    if (bars >= CELL_BORDERS && sign === '|')
      return isBar(text, beside(text, at, -1)) && isBar(text, beside(text, at, 1));
    if (enclosed && (at === start || at === end - 1)) return false;
    const before = classAt(text, at - 1);
    const after = classAt(text, at + 1);
    if (isNumeral(before) || isNumeral(after)) return true;
    return isBlank(before) && isBlank(after);
  });
}

/** Whether digits, or letters that may be, touch a sign on both sides. */
export function isAmidNumerals(text: string, at: number): boolean {
  return isNumeral(classAt(text, at - 1)) && isNumeral(classAt(text, at + 1));
}

function beside(text: string, at: number, step: 1 | -1): number {
  let there = at + step;
  while (CLASS[text.charCodeAt(there)] === SPACE) there += step;
  return there;
}

function isBar(text: string, at: number): boolean {
  return text.charAt(at) === '|';
}

function classAt(text: string, at: number): number {
  return at < 0 || at >= text.length ? SPACE : (CLASS[text.charCodeAt(at)] ?? OTHER);
}

function isNumeral(kind: number): boolean {
  return kind === DIGIT || kind === MISREAD;
}

function isBlank(kind: number): boolean {
  return kind === SPACE || kind === NEWLINE;
}
