import { isPlausibleReading } from './plausible-nir';

const CORSICA_AT = 6;
const LENGTH = 15;
/** 2A counts as 19 and 2B as 18: the letter is worth −1 and −2 after the 20 of its 2. Modulo 97 they stand above the digits. */
const WORTH_OF_A = 96;
const WORTH_OF_B = 95;
/** What one unit at each place is worth modulo 97; number and key together are 0, since the key is 97 − (number mod 97). */
const WORTH = Array.from({ length: LENGTH }, (_, at) => worthAt(at));
/** For each place, what one unit of the sum asks there. */
const INVERSE = WORTH.map((worth) => inverseOf(worth));
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

function inverseOf(worth: number): number {
  let inverse = 1;
  while ((worth * inverse) % 97 !== 1) inverse += 1;
  return inverse;
}

const worthOf = (at: number): number => WORTH[at] as number;

/**
 * The right numbers that one slip of the pen turns into this one: a transposition or a changed digit for 15 characters, a
 * lost digit for 14, a doubled or added digit for 16. They are proposed to a person, never applied.
 * @param written 14 to 16 characters, upper case, key included, without separators
 * @returns 15-character numbers, plausible and right by the key, likeliest slip first, each once
 */
export function proposeCorrections(written: string): string[] {
  const search = new Search(written);
  if (written.length === LENGTH - 1) search.lost();
  else if (written.length === LENGTH + 1) search.added();
  else if (written.length === LENGTH) search.changed();
  return search.proposals();
}

/**
 * A text may hold a wrong key on every line: each try costs an addition or two, and only what the key confirms is written out.
 */
class Search {
  private readonly found: string[] = [];
  private readonly codes: number[] = [];
  private readonly values: number[] = [];
  /** Character codes of the number under trial. */
  private readonly trial = new Array<number>(LENGTH).fill(DIGIT_0);

  constructor(written: string) {
    for (let at = 0; at < written.length; at += 1) {
      const code = written.charCodeAt(at);
      this.codes.push(code);
      this.values.push(valueOfCode(code));
    }
  }

  proposals(): string[] {
    return this.found.length > MOST_PROPOSALS ? this.found.slice(0, MOST_PROPOSALS) : this.found;
  }

  changed(): void {
    const { codes, values, trial } = this;
    let sum = 0;
    for (let at = 0; at < LENGTH; at += 1) sum += (values[at] as number) * worthOf(at);
    for (let at = 0; at + 1 < LENGTH; at += 1) {
      const step = ((values[at + 1] as number) - (values[at] as number)) * (worthOf(at) - worthOf(at + 1));
      if (step === 0 || (sum + step) % 97 !== 0) continue;
      this.fill(0, LENGTH, 0);
      trial[at] = codes[at + 1] as number;
      trial[at + 1] = codes[at] as number;
      this.keep();
    }
    for (let at = 0; at < LENGTH; at += 1) {
      const other = codeThatMends(sum - (values[at] as number) * worthOf(at), at);
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
    for (let at = 0; at < values.length; at += 1) sum += (values[at] as number) * worthOf(at + 1);
    for (let at = 0; at < LENGTH; at += 1) {
      if (at > 0) sum += (values[at - 1] as number) * (worthOf(at - 1) - worthOf(at));
      const more = codeThatMends(sum, at);
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
      for (let at = 0; at < values.length; at += 1) {
        if (at > 0) sum += ((values[at - 1] as number) - (values[at] as number)) * worthOf(at - 1);
        if (sum % 97 !== 0 || (values[at] === values[at - 1]) !== doubled) continue;
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
    if (!isPossible(this.trial)) return;
    const number = String.fromCharCode(...this.trial);
    if (!this.found.includes(number)) this.found.push(number);
  }
}

/** The code of what must stand at a place for the whole to be 0 modulo 97: a digit or Corsica's letter, else NOTHING. */
function codeThatMends(sumOfOthers: number, at: number): number {
  const value = ((97 - (sumOfOthers % 97)) * (INVERSE[at] as number)) % 97;
  if (value < 10) return DIGIT_0 + value;
  if (at !== CORSICA_AT || value < WORTH_OF_B) return NOTHING;
  return value === WORTH_OF_A ? LETTER_A : LETTER_B;
}

function valueOfCode(code: number): number {
  return code === LETTER_A ? WORTH_OF_A : code === LETTER_B ? WORTH_OF_B : code - DIGIT_0;
}

function isPossible(codes: readonly number[]): boolean {
  const values: number[] = [];
  for (let at = 0; at < LENGTH; at += 1) {
    const value = valueOfCode(codes[at] as number);
    if (value > 9 && (at !== CORSICA_AT || values[CORSICA_AT - 1] !== 2)) return false;
    values.push(value);
  }
  const key = (values[13] as number) * 10 + (values[14] as number);
  return key >= 1 && key <= 97 && isPlausibleReading(values);
}
