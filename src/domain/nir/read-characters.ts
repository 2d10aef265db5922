import type { DigitGroups } from './digit-groups';
import { CORSICA_A, CORSICA_OR, MISREAD_AS, NOT_READ, READING } from './nir-characters';
import { isPlausibleReading } from './plausible-nir';

export const NIR_LENGTH = 13;
export const FULL_LENGTH = 15;
/** The longest number looked at: 16 characters, one too many. */
const LONGEST = 16;
const CORSICA_AT = 6;
/** 2A counts as 19 and 2B as 18: the letter is worth −1 and −2 after the 20 of its 2. */
export const WORTH_OF_A = -1;
export const WORTH_OF_B = -2;
const DIGIT_0 = 0x30;
const LETTER_A = 0x41;
const LETTER_B = 0x42;

/** Room to write a number of each length, taken again for the next one. */
const WRITTEN = Array.from({ length: LONGEST + 1 }, (_, length) => new Array<number>(length).fill(0));

/**
 * The characters of one possible number, read as digits. One object serves a whole search: it is loaded, read, asked.
 * Numbers are plain: 13 digits stay below 2^53, so the remainder is exact.
 */
export class ReadCharacters {
  length = 0;
  /** Letters and signs taken for a digit in the last reading. */
  mended = 0;
  private readonly codes = new Uint8Array(LONGEST);
  private readonly digits = new Int8Array(LONGEST);

  /** Takes the characters of the groups `first` to `past` (not included), what is invisible left out. */
  load(text: string, groups: DigitGroups, first: number, past: number): void {
    this.length = 0;
    for (let group = first; group < past; group += 1) {
      this.append(text, groups.start[group] as number, groups.end[group] as number);
    }
  }

  append(text: string, start: number, end: number): void {
    for (let at = start; at < end && this.length < LONGEST; at += 1) {
      const reading = READING[text.charCodeAt(at)] as number;
      if (reading === NOT_READ) continue;
      this.codes[this.length] = reading;
      this.length += 1;
    }
  }

  /** Keeps the first `length` characters only. */
  cut(length: number): void {
    this.length = length;
  }

  /**
   * Reads every character as a digit. After a 2, an A or a B at position 7 is Corsica, whatever the key says: taken for 28,
   * a Corsican's number with one wrong digit would pass for right.
   * @returns false when some character cannot stand there
   */
  read(): boolean {
    this.mended = 0;
    for (let at = 0; at < this.length; at += 1) {
      const code = this.codes[at] as number;
      if (code < MISREAD_AS) this.digits[at] = code;
      else if (code >= CORSICA_OR && this.digits[at - 1] === 2 && this.isCorsicasPlace(at)) {
        this.digits[at] = code === CORSICA_A ? WORTH_OF_A : WORTH_OF_B;
      } else if (code === CORSICA_A) return false;
      else {
        this.digits[at] = code < CORSICA_OR ? code - MISREAD_AS : code - CORSICA_OR;
        this.mended += 1;
      }
    }
    return true;
  }

  /** Whether the last reading took `1B` for 18, whose key is 2B's too: the key cannot tell them apart. */
  mayBeCorsicaByKey(): boolean {
    return this.codes[CORSICA_AT - 1] === 1 && (this.codes[CORSICA_AT] as number) === CORSICA_OR + 8;
  }

  /** Position 7, or beside it where a character was lost or added. */
  private isCorsicasPlace(at: number): boolean {
    if (at === CORSICA_AT) return true;
    return this.length === FULL_LENGTH - 1 ? at === CORSICA_AT - 1 : this.length > FULL_LENGTH && at === CORSICA_AT + 1;
  }

  /** First digit of the last reading. */
  firstDigit(): number {
    return this.digits[0] as number;
  }

  /** The same rules as isPlausibleNir, on the last reading. */
  isPlausible(): boolean {
    return isPlausibleReading(this.digits);
  }

  /** Whether the last two of the 15 characters of the last reading are the key of the others. */
  hasRightKey(): boolean {
    let number = 0;
    for (let at = 0; at < NIR_LENGTH; at += 1) number = number * 10 + (this.digits[at] as number);
    return (this.digits[13] as number) * 10 + (this.digits[14] as number) === 97 - (number % 97);
  }

  /** Luhn's sum, which bank cards and telephones' serial numbers satisfy. */
  satisfiesLuhn(): boolean {
    let sum = 0;
    for (let at = 0; at < this.length; at += 1) {
      const digit = this.digits[this.length - 1 - at] as number;
      if (digit < 0) return false;
      const doubled = at % 2 === 1 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 === 0;
  }

  /** The last reading written out: digits, and the A or B of Corsica. */
  written(): string {
    const characters = WRITTEN[this.length] as number[];
    for (let at = 0; at < this.length; at += 1) {
      const digit = this.digits[at] as number;
      characters[at] = digit === WORTH_OF_A ? LETTER_A : digit === WORTH_OF_B ? LETTER_B : DIGIT_0 + digit;
    }
    return String.fromCharCode(...characters);
  }
}
