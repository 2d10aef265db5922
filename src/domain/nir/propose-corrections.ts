import { isPlausibleReading } from './plausible-nir';

const DIGITS = 10;
/** 2A counts as 19 and 2B as 18: the letter is worth −1 and −2 after the 20 of its 2. */
const CORSICA: Readonly<Record<string, number>> = { A: -1, B: -2 };
const CORSICA_AT = 6;
const LENGTH = 15;
/** What one unit at each place is worth modulo 97; number and key together are 0, since the key is 97 − (number mod 97). */
const WORTH = Array.from({ length: LENGTH }, (_, at) => worthAt(at));
/** More than an agent would look at; one slip of one kind rarely leaves more than five. */
const MOST_PROPOSALS = 12;

function worthOf(at: number): number {
  return WORTH[at] as number;
}

function worthAt(at: number): number {
  const zeros = at < 13 ? 12 - at : LENGTH - 1 - at;
  let worth = 1;
  for (let zero = 0; zero < zeros; zero += 1) worth = (worth * 10) % 97;
  return worth;
}

/**
 * The right numbers that one slip of the pen turns into this one: a transposition or a changed digit for 15 characters, a
 * lost digit for 14, a doubled or added digit for 16. They are proposed to a person, never applied.
 * @param written 14 to 16 characters, upper case, key included, without separators
 * @returns 15-character numbers, plausible and right by the key, likeliest slip first, each once
 */
export function proposeCorrections(written: string): string[] {
  const values = [...written].map((character) => CORSICA[character] ?? Number(character));
  const search = new Search();
  if (values.length === LENGTH - 1) search.lost(values);
  else if (values.length === LENGTH + 1) search.added(values);
  else if (values.length === LENGTH) search.changed(values);
  return search.proposals();
}

/** Tries on numbers, since a text may hold a wrong key on every line: each try costs an addition. */
class Search {
  private readonly found = new Set<string>();

  proposals(): string[] {
    return [...this.found].slice(0, MOST_PROPOSALS);
  }

  changed(values: number[]): void {
    const sum = weigh(values);
    for (let at = 0; at + 1 < LENGTH; at += 1) {
      const here = values[at] as number;
      const next = values[at + 1] as number;
      if (here === next) continue;
      const moved = sum + (next - here) * (worthOf(at) - worthOf(at + 1));
      if (moved % 97 !== 0) continue;
      const swapped = [...values];
      swapped[at] = next;
      swapped[at + 1] = here;
      this.keep(swapped);
    }
    for (let at = 0; at < LENGTH; at += 1) {
      const here = values[at] as number;
      for (let other = at === CORSICA_AT ? -2 : 0; other < DIGITS; other += 1) {
        if (other === here || (sum + (other - here) * worthOf(at)) % 97 !== 0) continue;
        const changed = [...values];
        changed[at] = other;
        this.keep(changed);
      }
    }
  }

  lost(values: number[]): void {
    // The sum with an empty place at the beginning; moving it one place to the right changes one term.
    let sum = 0;
    for (let at = 0; at < values.length; at += 1) sum += (values[at] as number) * worthOf(at + 1);
    for (let at = 0; at < LENGTH; at += 1) {
      if (at > 0) sum += (values[at - 1] as number) * (worthOf(at - 1) - worthOf(at));
      for (let more = at === CORSICA_AT ? -2 : 0; more < DIGITS; more += 1) {
        if ((sum + more * worthOf(at)) % 97 === 0) this.keep([...values.slice(0, at), more, ...values.slice(at)]);
      }
    }
  }

  added(values: number[]): void {
    // A digit typed twice is likelier than a stray one.
    for (const doubled of [true, false]) {
      for (let at = 0; at < values.length; at += 1) {
        if ((values[at] === values[at - 1]) !== doubled) continue;
        const shorter = [...values.slice(0, at), ...values.slice(at + 1)];
        if (weigh(shorter) % 97 === 0) this.keep(shorter);
      }
    }
  }

  private keep(values: readonly number[]): void {
    if (!isPossible(values)) return;
    this.found.add(values.map((value) => (value === -1 ? 'A' : value === -2 ? 'B' : String(value))).join(''));
  }
}

function weigh(values: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < LENGTH; at += 1) sum += (values[at] as number) * worthOf(at);
  return sum;
}

function isPossible(values: readonly number[]): boolean {
  const letters = values.findIndex((value) => value < 0);
  if (letters >= 0 && (letters !== CORSICA_AT || values[CORSICA_AT - 1] !== 2)) return false;
  if (values.some((value, at) => value < 0 && at !== CORSICA_AT)) return false;
  const key = (values[13] as number) * 10 + (values[14] as number);
  return key >= 1 && key <= 97 && isPlausibleReading(values);
}
