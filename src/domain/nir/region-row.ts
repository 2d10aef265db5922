import { KeySieve } from './key-sieve';
import { CLASS, DIGIT, READING } from './nir-characters';
import { FULL_LENGTH } from './read-characters';
import { isNumeral } from './signs-in-region';

/** The chosen signs stand within one number; as many characters may stand on either side of it. */
const MOST_LOOKED_AT = 4 * FULL_LENGTH;

/** The characters of a region in their order, the signs that may be a 1 among them. One object serves all regions. */
export class RegionRow {
  length = 0;
  digits = 0;
  /** Entries of READING. */
  private readonly codes: number[] = [];
  /** The bit of each that is a possible sign, 0 for the others. */
  private readonly bits: number[] = [];
  /** Where each possible sign is in the row. */
  private readonly places: number[] = [];
  private readonly sieve = new KeySieve(MOST_LOOKED_AT);

  /** @param possible offsets of the possible signs: the first has the bit 1, the next 2, 4, 8… */
  read(text: string, start: number, end: number, possible: readonly number[]): void {
    this.length = 0;
    this.digits = 0;
    let sign = 0;
    for (let at = start; at < end; at += 1) {
      const code = text.charCodeAt(at);
      const kind = CLASS[code] as number;
      const isSign = possible[sign] === at;
      if (!isSign && !isNumeral(kind)) continue;
      if (kind === DIGIT) this.digits += 1;
      this.codes[this.length] = READING[code] as number;
      this.bits[this.length] = isSign ? 1 << sign : 0;
      if (isSign) {
        this.places[sign] = this.length;
        sign += 1;
      }
      this.length += 1;
    }
  }

  /**
   * Whether the key can confirm a number that holds all the chosen signs: the others are borders then.
   * @param chosen their bits together, one at least
   */
  mayBeProven(chosen: number): boolean {
    const { bits, codes, sieve } = this;
    const firstPlace = this.places[31 - Math.clz32(chosen & -chosen)] as number;
    const lastPlace = this.places[31 - Math.clz32(chosen)] as number;
    let at = firstPlace;
    for (let before = FULL_LENGTH - 1; at > 0 && before > 0; at -= 1) if (bits[at - 1] === 0) before -= 1;
    sieve.clear();
    let first = 0;
    let last = 0;
    for (let after = FULL_LENGTH; at < this.length && after > 0; at += 1) {
      const bit = bits[at] as number;
      if (bit !== 0 && (bit & chosen) === 0) continue;
      if (at === firstPlace) first = sieve.count;
      if (at === lastPlace) last = sieve.count;
      if (at >= lastPlace) after -= 1;
      sieve.add(codes[at] as number);
      if (sieve.count - first > FULL_LENGTH && after === FULL_LENGTH) return false;
    }
    return sieve.lets(first, last);
  }
}
