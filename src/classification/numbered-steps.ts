import type { Step } from './phrase';

/** What steps a word fits: a bit for each, by its number, and the same as a list. */
export interface FittingSteps {
  readonly bits: Uint32Array;
  readonly numbers: readonly number[];
}

/** The steps of many phrases, each once however many phrases have it: a word is compared with it once. */
export class NumberedSteps {
  private readonly numbers = new Map<string, number>();
  private readonly byWord = new Map<string, number[]>();
  private readonly byStem = new Map<string, number[]>();

  get count(): number {
    return this.numbers.size;
  }

  /** @returns the step's number; -1 of a gap, which fits every word */
  numberOf({ exact, stems, gap }: Step): number {
    if (gap > 0) return -1;
    const key = [...[...exact].sort(), '*', ...[...stems].sort()].join(' ');
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(key, number);
    for (const word of exact) append(this.byWord, word, number);
    for (const stem of stems) append(this.byStem, stem, number);
    return number;
  }

  /** @returns null of a word that fits none */
  fitting(word: string): FittingSteps | null {
    const found = new Set(this.byWord.get(word) ?? []);
    for (let length = 1; length <= word.length; length++)
      for (const number of this.byStem.get(word.slice(0, length)) ?? []) found.add(number);
    if (found.size === 0) return null;
    const bits = this.none();
    for (const number of found) bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
    return { bits, numbers: [...found] };
  }

  /** The bits of a word that fits no step. */
  none(): Uint32Array {
    return new Uint32Array((this.count + 31) >>> 5);
  }
}

/** @param fits the bits of a word */
export function fitsStep(fits: Uint32Array, number: number): boolean {
  return ((fits[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;
}

function append<K>(map: Map<K, number[]>, key: K, number: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [number]);
  else list.push(number);
}
