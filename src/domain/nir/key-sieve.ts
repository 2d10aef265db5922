import type { DigitGroups } from './digit-groups';
import { CORSICA_A, CORSICA_OR, MISREAD_AS, NOT_READ, READING } from './nir-characters';
import { FULL_LENGTH, NIR_LENGTH, WORTH_OF_A, WORTH_OF_B } from './read-characters';

const CORSICA_AT = 6;
/** 10¹³ and 10⁶ modulo 97: what stands before the 13 characters, and what Corsica's place is worth. */
const BEFORE = power(NIR_LENGTH);
const AT_CORSICA = power(NIR_LENGTH - 1 - CORSICA_AT);

/** What each entry of READING stands for as a digit: an A for 0, which is not meant for one. */
const AS_DIGIT = Uint8Array.from({ length: CORSICA_A + 1 }, (_, code) => code % MISREAD_AS);

function power(zeros: number): number {
  let power = 1;
  for (let zero = 0; zero < zeros; zero += 1) power = (power * 10) % 97;
  return power;
}

/**
 * A first look at a row of characters, a few additions for each: whether any fifteen of them in a row have the right key.
 * It lets through whatever the key confirms, and one in 97 of the rest.
 */
export class KeySieve {
  private length = 0;
  /** Entries of READING. */
  private readonly codes: Uint8Array;
  /** What each stands for as a digit, and the remainder modulo 97 of all before it. */
  private readonly values: Uint8Array;
  private readonly remainders: Uint8Array;
  /** Where each group of a run begins in the row. */
  private readonly places: number[] = [];

  /** @param most characters that a row can have */
  constructor(most: number) {
    this.codes = new Uint8Array(most);
    this.values = new Uint8Array(most);
    this.remainders = new Uint8Array(most + 1);
  }

  clear(): void {
    this.length = 0;
  }

  get count(): number {
    return this.length;
  }

  add(code: number): void {
    const at = this.length;
    const value = AS_DIGIT[code] as number;
    this.codes[at] = code;
    this.values[at] = value;
    this.remainders[at + 1] = ((this.remainders[at] as number) * 10 + value) % 97;
    this.length = at + 1;
  }

  /** Takes the groups of a run. A group too long to be in a number parts what stands on its sides. */
  takeRun(text: string, groups: DigitGroups): void {
    this.clear();
    for (let group = 0; group < groups.count; group += 1) {
      this.places[group] = this.length;
      if ((groups.length[group] as number) > FULL_LENGTH) continue;
      const end = groups.end[group] as number;
      for (let at = groups.start[group] as number; at < end; at += 1) {
        const code = READING[text.charCodeAt(at)] as number;
        if (code !== NOT_READ) this.add(code);
      }
    }
  }

  /** Whether the fifteen that begin with a group of the run may have the right key. */
  letsGroup(group: number): boolean {
    const from = this.places[group] as number;
    return from + FULL_LENGTH <= this.length && this.isRight(from);
  }

  /** Whether some fifteen that hold both places may have the right key. */
  lets(first: number, last: number): boolean {
    const until = Math.min(first, this.length - FULL_LENGTH);
    for (let from = Math.max(0, last - FULL_LENGTH + 1); from <= until; from += 1) if (this.isRight(from)) return true;
    return false;
  }

  private isRight(from: number): boolean {
    const { values, remainders } = this;
    const key = (values[from + 13] as number) * 10 + (values[from + 14] as number);
    const number = (remainders[from + NIR_LENGTH] as number) - (remainders[from] as number) * BEFORE;
    return (number + this.corsicaAt(from + CORSICA_AT) + key) % 97 === 0;
  }

  /** What the letter of 2A or 2B adds to a number in which it was counted as a digit. */
  private corsicaAt(at: number): number {
    const code = this.codes[at] as number;
    if (code < CORSICA_OR || this.values[at - 1] !== 2) return 0;
    return ((code === CORSICA_A ? WORTH_OF_A : WORTH_OF_B) - (this.values[at] as number)) * AT_CORSICA;
  }
}
