import { SENTENCE_END, type SplitText } from '../split-words';
import type { Weighed } from '../weigh-clues';
import type { LearnedWeights, WordWeights } from './learned-weights';
import type { Passage } from './passages';
import { featuresOfRules } from './text-features';

/** A text's features share this, however many they are: a long letter speaks no louder than a short one… */
const TEXT_SCALE = 8;
/** …and a few words no louder than some sentences. */
const LEAST_FEATURES = 120;
/** What each of a text's features counts. */
export const shareOf = (features: number): number => TEXT_SCALE / Math.sqrt(Math.max(LEAST_FEATURES, features));
const SHOWN_WORDS = 3;
const LEAST_SHOWN = 0.05;
const NEVER = -1;

/** What the weights make of a text or a passage. */
export interface LearnedOpinion {
  /** 0 to 1; 0 for what was never learned. */
  probabilityOf(kind: string): number;
}

/** The pairs of a text, each at the word that it ends. */
interface Pairs {
  /** How far before that word the pair begins. */
  readonly reach: number;
  /** Null where none was learned. */
  readonly rows: readonly (Int8Array | null)[];
  readonly before: Int32Array;
}

/** A text whose features were looked up once: of any of its passages they are only added up. */
export class LearnedText {
  readonly length: number;
  /** Of each word where the same stood last before. */
  private readonly wordBefore: Int32Array;
  private readonly pairs: readonly Pairs[];

  /** @param words of the text; null of what is never learned */
  constructor(
    readonly text: SplitText,
    private readonly words: readonly (WordWeights | null)[],
    private readonly learned: LearnedWeights,
  ) {
    this.length = words.length;
    this.wordBefore = lastBefore(words);
    const followers = words.map((word, at) => {
      const last = words[at - 1];
      return word && last ? last.followers.get(word.beginning) : undefined;
    });
    const apart = words.map((word, at) => {
      const last = text.words[at - 1] === SENTENCE_END ? null : words[at - 2];
      return word && last ? last.followersApart.get(word.beginning) : undefined;
    });
    this.pairs = [this.pairsOf(followers, 1), this.pairsOf(apart, 2)];
  }

  /** @param weighed what the rules’ clues say of the same words */
  judge(weighed: readonly Weighed[], passage: Passage = this.whole): LearnedOpinion {
    const { kinds, bias, step } = this.learned;
    const sums = new Float64Array(bias.length);
    const features = this.addUp(passage, 0, sums);
    const share = shareOf(features);
    const heard = new Float64Array(bias.length);
    for (const feature of featuresOfRules(weighed)) {
      const row = this.learned.rowOf(feature);
      if (row !== null) for (let at = 0; at < heard.length; at++) heard[at] = (heard[at] ?? 0) + (row[at] ?? 0) * step;
    }
    return {
      probabilityOf: (kind) => {
        const at = kinds.get(kind);
        return at === undefined ? 0 : probability((bias[at] ?? 0) + (sums[at] ?? 0) * share + (heard[at] ?? 0));
      },
    };
  }

  /** What the words of a passage alone say of one kind: 0 to 1. */
  probabilityOf(kind: string, passage: Passage): number {
    const at = this.learned.kinds.get(kind);
    if (at === undefined) return 0;
    const sum = new Float64Array(1);
    const features = this.addUp(passage, at, sum);
    return probability((this.learned.bias[at] ?? 0) + (sum[0] ?? 0) * shareOf(features));
  }

  /** The words of a passage that speak most for a kind, as they were written, the loudest first. */
  wordsFor(kind: string, { from, to }: Passage = this.whole): readonly string[] {
    const at = this.learned.kinds.get(kind);
    if (at === undefined) return [];
    const loud: { readonly index: number; readonly weight: number; readonly word: string }[] = [];
    for (let index = from; index < to; index++) {
      const weight = this.words[index]?.weights[at] ?? 0;
      if ((this.wordBefore[index] ?? NEVER) >= from || weight <= LEAST_SHOWN) continue;
      loud.push({ index, weight, word: this.text.words[index] ?? '' });
    }
    return loud
      .sort((one, other) => other.weight - one.weight || (one.word < other.word ? -1 : 1))
      .slice(0, SHOWN_WORDS)
      .map(({ index }) => this.text.shown[index] ?? '');
  }

  private pairsOf(rows: readonly (number | undefined)[], reach: number): Pairs {
    const own = rows.map((row) => (row === undefined ? null : this.learned.row(row)));
    return { reach, rows: own, before: lastBefore(rows) };
  }

  private get whole(): Passage {
    return { from: 0, to: this.length };
  }

  /**
   * Adds a passage's words and pairs up, each once.
   * @param first kind that the sums begin with
   * @returns the number of features
   */
  private addUp({ from, to }: Passage, first: number, sums: Float64Array): number {
    let features = 0;
    for (let index = from; index < to; index++) {
      const word = this.words[index];
      if (!word || (this.wordBefore[index] ?? NEVER) >= from) continue;
      for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (word.weights[first + at] ?? 0);
      features += word.features;
    }
    const { step } = this.learned;
    for (const { reach, rows, before } of this.pairs)
      for (let index = from + reach; index < to; index++) {
        const pair = rows[index];
        if (!pair || (before[index] ?? NEVER) >= from + reach) continue;
        for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (pair[first + at] ?? 0) * step;
        features++;
      }
    return features;
  }
}

const probability = (sum: number): number => 1 / (1 + Math.exp(-sum));

/** Of each, the index at which the same stood last before it; -1 for none. */
function lastBefore<T>(all: readonly T[]): Int32Array {
  const last = new Map<T, number>();
  return Int32Array.from(all, (one, index) => {
    const before = last.get(one) ?? NEVER;
    last.set(one, index);
    return before;
  });
}
