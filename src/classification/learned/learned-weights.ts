import { readFileSync } from 'node:fs';
import type { SplitText } from '../split-words';
import { LearnedText } from './learned-text';
import { type LearnedWeightsFile, learnedWeightsSchema } from './learned-weights.schema';
import type { Passage } from './passages';
import { beginningOf, featuresOfWord, isLearnable, readPair } from './text-features';

/** The name under which danger is learned, by itself. */
export const DANGER = 'danger';
/** Words of one run whose weights stay added up; then they are added up anew. */
const MOST_REMEMBERED = 20_000;
/** As many as a row can tell apart. */
const MOST_PASSES = 2 ** 31;

/** The rows of a table of weights by the beginnings of words that may follow. */
type Followers = ReadonlyMap<string, number>;

/** One word's features, added up. */
export interface WordWeights {
  /** For each kind. */
  readonly weights: Float32Array;
  readonly features: number;
  readonly beginning: string;
  /** Of the word behind it, and of the one behind that. */
  readonly followers: Followers;
  readonly followersApart: Followers;
  /** The pass in which it was last added up: of a word that stands twice in a passage, the second says nothing. */
  heardIn: number;
}

/** A logistic regression for each kind, over the words of a message and what the rules heard in it. */
export class LearnedWeights {
  readonly kinds: ReadonlyMap<string, number>;
  readonly bias: readonly number[];
  readonly step: number;
  /** A row for each feature, as many as there are kinds: in steps. */
  private readonly table: Int8Array;
  /** Of each row, the pass in which it was last added up. */
  private readonly heardIn: Int32Array;
  private pass = 0;
  /** Of a feature that is no pair. */
  private readonly rows = new Map<string, number>();
  private readonly pairs = new Map<string, Map<string, number>>();
  private readonly pairsApart = new Map<string, Map<string, number>>();
  private readonly remembered = new Map<string, WordWeights | null>();

  /** @throws Error in French where a feature has not one weight for each kind */
  constructor({ kinds, bias, step, features }: LearnedWeightsFile) {
    this.kinds = new Map(kinds.map((kind, at) => [kind, at]));
    this.bias = bias;
    this.step = step;
    const all = Object.entries(features);
    this.table = new Int8Array(all.length * kinds.length);
    this.heardIn = new Int32Array(all.length);
    all.forEach(([name, bytes], row) => {
      const weights = Buffer.from(bytes, 'base64');
      if (weights.length !== kinds.length) throw new Error(`poids mal écrits\u00a0: «\u00a0${name}\u00a0»`);
      this.table.set(weights, row * kinds.length);
      const pair = readPair(name);
      if (pair === null) this.rows.set(name, row);
      else followersOf(pair.isApart ? this.pairsApart : this.pairs, pair.first).set(pair.second, row);
    });
  }

  /** Looks a text's words up once, to judge it and its passages. */
  read(text: SplitText): LearnedText {
    // Never within a text: there a word has to stay the same.
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    return new LearnedText(
      text,
      text.words.map((word) => this.weightsOf(word)),
      this,
    );
  }

  /** Begins to add up anew. */
  nextPass(): number {
    this.pass = (this.pass + 1) % MOST_PASSES;
    if (this.pass === 0) this.startOver();
    return this.pass;
  }

  /**
   * Adds rows of the table up, each once in a pass.
   * @param rows negative for none
   * @param first kind that the sums begin with
   * @returns how many were added
   */
  addRows(rows: Int32Array, { from, to }: Passage, first: number, sums: Float64Array): number {
    let added = 0;
    for (let index = from; index < to; index++) {
      const row = rows[index] ?? -1;
      if (row < 0 || this.heardIn[row] === this.pass) continue;
      this.heardIn[row] = this.pass;
      const start = row * this.bias.length + first;
      for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (this.table[start + at] ?? 0) * this.step;
      added++;
    }
    return added;
  }

  rowOf(feature: string): Int8Array | null {
    const row = this.rows.get(feature);
    return row === undefined ? null : this.table.subarray(row * this.bias.length, (row + 1) * this.bias.length);
  }

  private startOver(): void {
    this.pass = 1;
    this.heardIn.fill(0);
    for (const word of this.remembered.values()) if (word !== null) word.heardIn = 0;
  }

  /** @returns null of what is never learned */
  private weightsOf(word: string): WordWeights | null {
    const before = this.remembered.get(word);
    if (before !== undefined) return before;
    const own = isLearnable(word) ? this.addUp(word) : null;
    this.remembered.set(word, own);
    return own;
  }

  private addUp(word: string): WordWeights {
    const weights = new Float32Array(this.bias.length);
    let features = 0;
    for (const feature of featuresOfWord(word)) {
      const row = this.rowOf(feature);
      if (row === null) continue;
      for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] ?? 0) + (row[at] ?? 0) * this.step;
      features++;
    }
    const beginning = beginningOf(word);
    return {
      weights,
      features,
      beginning,
      followers: this.pairs.get(beginning) ?? NO_FOLLOWERS,
      followersApart: this.pairsApart.get(beginning) ?? NO_FOLLOWERS,
      heardIn: 0,
    };
  }
}

const NO_FOLLOWERS: Followers = new Map();

function followersOf(pairs: Map<string, Map<string, number>>, beginning: string): Map<string, number> {
  const known = pairs.get(beginning) ?? new Map<string, number>();
  pairs.set(beginning, known);
  return known;
}

/** @throws Error in French, without the path */
export function readLearnedWeights(file: string): LearnedWeights {
  return new LearnedWeights(learnedWeightsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
}
