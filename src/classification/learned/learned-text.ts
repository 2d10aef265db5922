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

/** A text whose features were looked up once: of any of its passages they are only added up. */
export class LearnedText {
  readonly length: number;
  /** Of the pair that a word ends with the one before it, its row; -1 where none was learned. */
  private readonly pairs: Int32Array;
  /** The same with the word before that. */
  private readonly pairsApart: Int32Array;

  /** @param words of the text; null of what is never learned */
  constructor(
    readonly text: SplitText,
    private readonly words: readonly (WordWeights | null)[],
    private readonly learned: LearnedWeights,
  ) {
    this.length = words.length;
    this.pairs = new Int32Array(this.length).fill(NEVER);
    this.pairsApart = new Int32Array(this.length).fill(NEVER);
    for (let at = 1; at < this.length; at++) {
      const word = words[at];
      if (!word) continue;
      this.pairs[at] = words[at - 1]?.followers.get(word.beginning) ?? NEVER;
      if (text.words[at - 1] !== SENTENCE_END)
        this.pairsApart[at] = words[at - 2]?.followersApart.get(word.beginning) ?? NEVER;
    }
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
    const told = new Set<WordWeights>();
    for (let index = from; index < to; index++) {
      const word = this.words[index];
      const weight = word?.weights[at] ?? 0;
      if (!word || weight <= LEAST_SHOWN || told.has(word)) continue;
      told.add(word);
      loud.push({ index, weight, word: this.text.words[index] ?? '' });
    }
    return loud
      .sort((one, other) => other.weight - one.weight || (one.word < other.word ? -1 : 1))
      .slice(0, SHOWN_WORDS)
      .map(({ index }) => this.text.shown[index] ?? '');
  }

  private get whole(): Passage {
    return { from: 0, to: this.length };
  }

  /**
   * Adds a passage's words and pairs up, each once.
   * @param first kind that the sums begin with
   * @returns the number of features
   */
  private addUp(passage: Passage, first: number, sums: Float64Array): number {
    const { from, to } = passage;
    const pass = this.learned.nextPass();
    let features = 0;
    for (let index = from; index < to; index++) {
      const word = this.words[index];
      if (!word || word.heardIn === pass) continue;
      word.heardIn = pass;
      for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (word.weights[first + at] ?? 0);
      features += word.features;
    }
    features += this.learned.addRows(this.pairs, { from: from + 1, to }, first, sums);
    features += this.learned.addRows(this.pairsApart, { from: from + 2, to }, first, sums);
    return features;
  }
}

const probability = (sum: number): number => 1 / (1 + Math.exp(-sum));
