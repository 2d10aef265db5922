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
  private readonly values: number[] = [];

  constructor(private readonly written: string) {
    for (let at = 0; at < written.length; at += 1) this.values.push(valueOfCode(written.charCodeAt(at)));
  }

  proposals(): string[] {
    return this.found.length > MOST_PROPOSALS ? this.found.slice(0, MOST_PROPOSALS) : this.found;
  }

  changed(): void {
    const { written, values } = this;
    let sum = 0;
    for (let at = 0; at < LENGTH; at += 1) sum += (values[at] as number) * worthOf(at);
    for (let at = 0; at + 1 < LENGTH; at += 1) {
      const step = ((values[at + 1] as number) - (values[at] as number)) * (worthOf(at) - worthOf(at + 1));
      if (step === 0 || (sum + step) % 97 !== 0) continue;
      this.keep(written.slice(0, at) + written.charAt(at + 1) + written.charAt(at) + written.slice(at + 2));
    }
    for (let at = 0; at < LENGTH; at += 1) {
      const other = characterThatMends(sum - (values[at] as number) * worthOf(at), at);
      if (other === '' || other === written.charAt(at)) continue;
      this.keep(written.slice(0, at) + other + written.slice(at + 1));
    }
  }

  lost(): void {
    const { written, values } = this;
    // The sum with an empty place at the beginning; moving it one place to the right changes one term.
    let sum = 0;
    for (let at = 0; at < values.length; at += 1) sum += (values[at] as number) * worthOf(at + 1);
    for (let at = 0; at < LENGTH; at += 1) {
      if (at > 0) sum += (values[at - 1] as number) * (worthOf(at - 1) - worthOf(at));
      const more = characterThatMends(sum, at);
      if (more !== '') this.keep(written.slice(0, at) + more + written.slice(at));
    }
  }

  added(): void {
    const { written, values } = this;
    // A digit typed twice is likelier than a stray one.
    for (const doubled of [true, false]) {
      // The sum without the first character; leaving out the next one instead changes one term.
      let sum = 0;
      for (let at = 0; at < LENGTH; at += 1) sum += (values[at + 1] as number) * worthOf(at);
      for (let at = 0; at < values.length; at += 1) {
        if (at > 0) sum += ((values[at - 1] as number) - (values[at] as number)) * worthOf(at - 1);
        if (sum % 97 !== 0 || (values[at] === values[at - 1]) !== doubled) continue;
        this.keep(written.slice(0, at) + written.slice(at + 1));
      }
    }
  }

  private keep(number: string): void {
    if (isPossible(number) && !this.found.includes(number)) this.found.push(number);
  }
}

/** What must stand at a place for the whole to be 0 modulo 97: a digit, or Corsica's letter; empty where nothing does. */
function characterThatMends(sumOfOthers: number, at: number): string {
  const value = ((97 - (sumOfOthers % 97)) * (INVERSE[at] as number)) % 97;
  if (value < 10) return String(value);
  if (at !== CORSICA_AT || value < WORTH_OF_B) return '';
  return value === WORTH_OF_A ? 'A' : 'B';
}

function valueOfCode(code: number): number {
  return code === LETTER_A ? WORTH_OF_A : code === LETTER_B ? WORTH_OF_B : code - DIGIT_0;
}

function isPossible(number: string): boolean {
  const values: number[] = [];
  for (let at = 0; at < LENGTH; at += 1) {
    const value = valueOfCode(number.charCodeAt(at));
    if (value > 9 && (at !== CORSICA_AT || values[CORSICA_AT - 1] !== 2)) return false;
    values.push(value);
  }
  const key = (values[13] as number) * 10 + (values[14] as number);
  return key >= 1 && key <= 97 && isPlausibleReading(values);
}
