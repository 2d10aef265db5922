import { readFileSync } from 'node:fs';
import { SENTENCE_END, type SplitText } from '../split-words';
import type { Weighed } from '../weigh-clues';
import { type LearnedWeightsFile, learnedWeightsSchema } from './learned-weights.schema';
import { featureOfPair, featuresOfRules, featuresOfWord, isLearnable } from './text-features';

/** The name under which danger is learned beside the kinds. */
export const DANGER = 'danger';
/** A text's features share this, however many they are: a long letter speaks no louder than a short one… */
const TEXT_SCALE = 8;
/** …and a few words no louder than some sentences. */
const LEAST_FEATURES = 120;
/** What each of a text's features counts. */
export const shareOf = (features: number): number => TEXT_SCALE / Math.sqrt(Math.max(LEAST_FEATURES, features));
/** Words of one run whose weights stay added up; then they are added up anew. */
const MOST_REMEMBERED = 20_000;
const SHOWN_WORDS = 3;
const LEAST_SHOWN = 0.05;

/** What the weights make of a text. */
export interface LearnedOpinion {
  /** 0 to 1; 0 for what was never learned. */
  probabilityOf(kind: string): number;
  /** The words that spoke most for it, as they were written, the loudest first. */
  wordsFor(kind: string): readonly string[];
}

interface WordWeights {
  readonly weights: Float32Array;
  readonly features: number;
}

/** A logistic regression for each kind, over the words of a message and what the rules heard in it. */
export class LearnedWeights {
  private readonly kinds: ReadonlyMap<string, number>;
  private readonly features: ReadonlyMap<string, Int8Array>;
  private readonly remembered = new Map<string, WordWeights>();

  constructor(private readonly file: LearnedWeightsFile) {
    this.kinds = new Map(file.kinds.map((kind, at) => [kind, at]));
    this.features = new Map(
      Object.entries(file.features).map(([name, bytes]) => [name, new Int8Array(Buffer.from(bytes, 'base64'))]),
    );
  }

  /** @param weighed what the rules' clues say of the same words */
  judge(text: SplitText, weighed: readonly Weighed[]): LearnedOpinion {
    const known = new Map<string, WordWeights>();
    const pairs = new Set<string>();
    const sums = new Float64Array(this.file.bias.length);
    let features = 0;
    let last = SENTENCE_END;
    for (const word of text.words) {
      const isWord = isLearnable(word);
      if (isWord && !known.has(word)) {
        const own = this.weightsOf(word);
        known.set(word, own);
        add(sums, own.weights);
        features += own.features;
      }
      if (isWord && last !== SENTENCE_END) pairs.add(featureOfPair(last, word));
      last = isWord ? word : SENTENCE_END;
    }
    for (const pair of pairs) {
      const weights = this.features.get(pair);
      if (weights === undefined) continue;
      addScaled(sums, weights, this.file.step);
      features++;
    }
    const scale = shareOf(features);
    const heard = new Float64Array(sums.length);
    for (const feature of featuresOfRules(weighed))
      addScaled(heard, this.features.get(feature) ?? NONE, this.file.step);
    return {
      probabilityOf: (kind) => {
        const at = this.kinds.get(kind);
        if (at === undefined) return 0;
        return 1 / (1 + Math.exp(-((this.file.bias[at] ?? 0) + (sums[at] ?? 0) * scale + (heard[at] ?? 0))));
      },
      wordsFor: (kind) => this.loudest(text, known, this.kinds.get(kind)),
    };
  }

  private loudest(
    { words, shown }: SplitText,
    known: ReadonlyMap<string, WordWeights>,
    at: number | undefined,
  ): string[] {
    if (at === undefined) return [];
    const loud = [...known]
      .map(([word, { weights }]) => [word, weights[at] ?? 0] as const)
      .filter(([, weight]) => weight > LEAST_SHOWN)
      .sort(([one, mine], [other, its]) => its - mine || (one < other ? -1 : 1))
      .slice(0, SHOWN_WORDS);
    return loud.map(([word]) => shown[words.indexOf(word)] ?? word);
  }

  private weightsOf(word: string): WordWeights {
    const remembered = this.remembered.get(word);
    if (remembered !== undefined) return remembered;
    const weights = new Float32Array(this.file.bias.length);
    let features = 0;
    for (const feature of featuresOfWord(word)) {
      const own = this.features.get(feature);
      if (own === undefined) continue;
      addScaled(weights, own, this.file.step);
      features++;
    }
    const own = { weights, features };
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(word, own);
    return own;
  }
}

const NONE = new Int8Array();

function add(sums: Float64Array, weights: Float32Array): void {
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (weights[at] ?? 0);
}

function addScaled(sums: Float64Array | Float32Array, weights: Int8Array, step: number): void {
  for (let at = 0; at < weights.length; at++) sums[at] = (sums[at] ?? 0) + (weights[at] ?? 0) * step;
}

/** @throws Error in French, without the path */
export function readLearnedWeights(file: string): LearnedWeights {
  return new LearnedWeights(learnedWeightsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
}
