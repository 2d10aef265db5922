import { isPlausibleReading } from './plausible-nir';

const CORSICA_AT = 6;
const LENGTH = 15;
/** 2A counts as 19 and 2B as 18: the letter is worth −1 and −2 after the 20 of its 2. Modulo 97 they stand above the digits. */
const WORTH_OF_A = 96;
const WORTH_OF_B = 95;
/** What one unit at each place is worth modulo 97; number and key together are 0, since the key is 97 − (number mod 97). */
const WORTH = Array.from({ length: LENGTH }, (_, at) => worthAt(at));
/** By place and by the sum modulo 97: what must be added there for the sum to be 0. */
const ADDED = WORTH.flatMap(mendersOf);
/** The same for what the next character has more than this one, when the two change places. */
const SWAPPED = WORTH.slice(0, -1).flatMap((worth, at) => mendersOf(worth - worthOf(at + 1)));
const DIGIT_0 = 0x30;
const LETTER_A = 0x41;
const LETTER_B = 0x42;
const NOTHING = -1;
/** More than an agent would look at; one slip of one kind rarely leaves more than five. */
const MOST_PROPOSALS = 12;

function worthAt(at: number): number {
  const zeros = at < 13 ? 12 - at : LENGTH - 1 - at;
  let worth = 1;
  for (let zero = 0; zero < zeros; zero += 1) worth = (worth * 10) % 97;
  return worth;
}

/** For each sum from 0 to 96, how many times this worth makes 0 of it. */
function mendersOf(worth: number): number[] {
  const menders = new Array<number>(97).fill(0);
  for (let times = 0; times < 97; times += 1) menders[modulo97(-times * worth)] = times;
  return menders;
}

function modulo97(number: number): number {
  return ((number % 97) + 97) % 97;
}

function worthOf(at: number): number {
  return WORTH[at] as number;
}

/**
 * The right numbers that one slip of the pen turns into this one: a transposition or a changed digit for 15 characters, a
 * lost digit for 14, a doubled or added digit for 16. They are proposed to a person, never applied.
 * @param written 14 to 16 characters, upper case, key included, without separators
 * @returns 15-character numbers, plausible and right by the key, likeliest slip first, each once
 */
export function proposeCorrections(written: string): string[] {
  SEARCH.open(written);
  if (written.length === LENGTH - 1) SEARCH.lost();
  else if (written.length === LENGTH + 1) SEARCH.added();
  else if (written.length === LENGTH) SEARCH.changed();
  return SEARCH.proposals();
}

/**
 * A text may hold a wrong key on every line: one object serves them all, each try costs an addition or two, and only what the
 * key confirms is written out.
 */
class Search {
  private length = 0;
  private readonly codes: number[] = [];
  private readonly values: number[] = [];
  /** Character codes of the number under trial, and their values. */
  private readonly trial = new Array<number>(LENGTH).fill(DIGIT_0);
  private readonly tried = new Array<number>(LENGTH).fill(0);
  private readonly found: string[] = [];
  private count = 0;

  open(written: string): void {
    this.length = written.length;
    this.count = 0;
    for (let at = 0; at < written.length; at += 1) {
      const code = written.charCodeAt(at);
      this.codes[at] = code;
      this.values[at] = valueOfCode(code);
    }
  }

  /** A copy: it takes no more room than there are proposals. */
  proposals(): string[] {
    return this.found.slice(0, Math.min(this.count, MOST_PROPOSALS));
  }

  changed(): void {
    const { codes, values, trial } = this;
    let sum = 0;
    for (let at = 0; at < LENGTH; at += 1) sum += (values[at] as number) * worthOf(at);
    const rest = sum % 97;
    for (let at = 0; at + 1 < LENGTH; at += 1) {
      const more = (values[at + 1] as number) - (values[at] as number);
      const asked = SWAPPED[at * 97 + rest] as number;
      if (more === 0 || (more !== asked && more + 97 !== asked)) continue;
      this.fill(0, LENGTH, 0);
      trial[at] = codes[at + 1] as number;
      trial[at + 1] = codes[at] as number;
      this.keep();
    }
    for (let at = 0; at < LENGTH; at += 1) {
      const other = codeThatMends(values[at] as number, rest, at);
      if (other === NOTHING || other === codes[at]) continue;
      this.fill(0, LENGTH, 0);
      trial[at] = other;
      this.keep();
    }
  }

  lost(): void {
    const { values, trial } = this;
    // The sum with an empty place at the beginning; moving it one place to the right changes one term.
    let sum = 0;
    for (let at = 0; at < this.length; at += 1) sum += (values[at] as number) * worthOf(at + 1);
    for (let at = 0; at < LENGTH; at += 1) {
      if (at > 0) sum += (values[at - 1] as number) * (worthOf(at - 1) - worthOf(at));
      const more = codeThatMends(0, modulo97(sum), at);
      if (more === NOTHING) continue;
      this.fill(0, at, 0);
      trial[at] = more;
      this.fill(at + 1, LENGTH, -1);
      this.keep();
    }
  }

  added(): void {
    const { values } = this;
    // A digit typed twice is likelier than a stray one.
    for (const doubled of [true, false]) {
      // The sum without the first character; leaving out the next one instead changes one term.
      let sum = 0;
      for (let at = 0; at < LENGTH; at += 1) sum += (values[at + 1] as number) * worthOf(at);
      for (let at = 0; at < this.length; at += 1) {
        if (at > 0) sum += ((values[at - 1] as number) - (values[at] as number)) * worthOf(at - 1);
        if (sum % 97 !== 0 || (at > 0 && values[at] === values[at - 1]) !== doubled) continue;
        this.fill(0, at, 0);
        this.fill(at, LENGTH, 1);
        this.keep();
      }
    }
  }

  /** Copies what was written into the places from `from` to `to`, moved by `shift`. */
  private fill(from: number, to: number, shift: number): void {
    for (let at = from; at < to; at += 1) this.trial[at] = this.codes[at + shift] as number;
  }

  private keep(): void {
    if (!this.isPossible()) return;
    const number = String.fromCharCode(...this.trial);
    for (let at = 0; at < this.count; at += 1) if (this.found[at] === number) return;
    this.found[this.count] = number;
    this.count += 1;
  }

  private isPossible(): boolean {
    const values = this.tried;
    for (let at = 0; at < LENGTH; at += 1) {
      const value = valueOfCode(this.trial[at] as number);
      if (value > 9 && (at !== CORSICA_AT || values[CORSICA_AT - 1] !== 2)) return false;
      values[at] = value;
    }
    const key = (values[13] as number) * 10 + (values[14] as number);
    return key >= 1 && key <= 97 && isPlausibleReading(values);
  }
}

const SEARCH = new Search();

/**
 * The code of what must stand at a place instead of a value for the sum to be 0: a digit or Corsica's letter, else NOTHING.
 * @param rest the sum modulo 97
 */
function codeThatMends(instead: number, rest: number, at: number): number {
  const sum = instead + (ADDED[at * 97 + rest] as number);
  const value = sum < 97 ? sum : sum - 97;
  if (value < 10) return DIGIT_0 + value;
  if (at !== CORSICA_AT || value < WORTH_OF_B) return NOTHING;
  return value === WORTH_OF_A ? LETTER_A : LETTER_B;
}

function valueOfCode(code: number): number {
  return code === LETTER_A ? WORTH_OF_A : code === LETTER_B ? WORTH_OF_B : code - DIGIT_0;
}
