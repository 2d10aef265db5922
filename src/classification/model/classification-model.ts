import type { ClassificationModelFile } from './classification-model.schema';
import { modelWords } from './model-words';

/** What the model makes of a message: its likeliest kind, and the words that spoke most for it. */
export interface ModelOpinion {
  readonly kind: string;
  /** 0 to 1. */
  readonly probability: number;
  readonly words: readonly string[];
  /** 0 to 1 for any kind; 0 for one that it never saw. */
  probabilityOf(kind: string): number;
}

/** Words that the model has to know in a message before its opinion counts. */
const LEAST_WORDS = 3;
const SHOWN_WORDS = 3;

/** A naive Bayes model, read: adding up its words' weights is all that is done here. */
export class ClassificationModel {
  private readonly words: ReadonlyMap<string, readonly number[]>;

  constructor(private readonly file: ClassificationModelFile) {
    this.words = new Map(Object.entries(file.words));
  }

  /** @param words of a message, folded @returns null where the model knows too few of them */
  judge(words: readonly string[]): ModelOpinion | null {
    const known = modelWords(words).filter((word) => this.words.has(word));
    if (known.length < LEAST_WORDS) return null;
    const { kinds } = this.file;
    const sums = kinds.map(({ log }, at) => known.reduce((sum, word) => sum + this.weight(word, at), log));
    const most = Math.max(...sums);
    const shares = sums.map((sum) => Math.exp(sum - most));
    const whole = shares.reduce((sum, share) => sum + share, 0);
    const best = sums.indexOf(most);
    const probabilities = new Map(kinds.map(({ kind }, at) => [kind, (shares[at] ?? 0) / whole]));
    const kind = kinds[best]?.kind ?? '';
    const probabilityOf = (other: string): number => probabilities.get(other) ?? 0;
    return { kind, probability: probabilityOf(kind), words: this.loudest(known, best), probabilityOf };
  }

  private weight(word: string, kind: number): number {
    return this.words.get(word)?.[kind] ?? 0;
  }

  /** Those whose weight for the kind stands most above their mean weight. */
  private loudest(known: readonly string[], kind: number): readonly string[] {
    const above = (word: string): number => {
      const logs = this.words.get(word) ?? [];
      return (logs[kind] ?? 0) - logs.reduce((sum, log) => sum + log, 0) / logs.length;
    };
    return [...known].sort((one, other) => above(other) - above(one) || (one < other ? -1 : 1)).slice(0, SHOWN_WORDS);
  }
}
