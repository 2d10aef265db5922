import { createHash } from 'node:crypto';
import { Naivebayes } from 'classificator';
import { ClassificationModel } from './classification-model';
import type { ClassificationModelFile } from './classification-model.schema';
import { modelWords } from './model-words';

/** An item that an agent settled: the words of what was written, as the rules read them, and the kind that it was given. */
export interface SettledItem {
  readonly kind: string;
  readonly words: readonly string[];
}

export interface ModelMeasure {
  /** Items judged by a model that had not learned them. */
  readonly items: number;
  readonly right: number;
  /** Items of which the model knew too few words. */
  readonly silent: number;
}

const FOLDS = 5;

/** Learns item by item; what is kept is counts of words by kind. */
export class ModelTrainer {
  private readonly whole = learner();
  /** Each has learned all but its own fifth of the items, on which it is measured. */
  private readonly folds = Array.from({ length: FOLDS }, learner);

  /** @param leastItems a word of fewer items than that is left out: it may be somebody's name */
  constructor(private readonly leastItems: number) {}

  learn({ kind, words }: SettledItem): void {
    const text = modelWords(words).join(' ');
    const own = foldOf(text);
    this.whole.learn(text, kind);
    this.folds.forEach((fold, at) => {
      if (at !== own) fold.learn(text, kind);
    });
  }

  /** @returns the model, or null where fewer than two kinds were learned */
  model(): ClassificationModelFile | null {
    return fileOf(this.whole, this.leastItems);
  }

  /** @returns for items learned before, what models that had not learned them make of each */
  measure(): (item: SettledItem) => 'right' | 'wrong' | 'silent' {
    const models = this.folds.map((fold) => {
      const file = fileOf(fold, this.leastItems);
      return file === null ? null : new ClassificationModel(file);
    });
    return ({ kind, words }) => {
      const opinion = models[foldOf(modelWords(words).join(' '))]?.judge(words) ?? null;
      return opinion === null ? 'silent' : opinion.kind === kind ? 'right' : 'wrong';
    };
  }
}

const learner = (): Naivebayes => new Naivebayes({ tokenizer: (text: string) => text.split(' ') });

/** The same text always falls in the same fold: no double is learned and measured. */
const foldOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE() % FOLDS;

function fileOf(learned: Naivebayes, leastItems: number): ClassificationModelFile | null {
  const names = Object.keys(learned.categories).sort();
  if (names.length < 2) return null;
  const kinds = names.map((kind) => {
    const items = learned.docCount[kind] ?? 0;
    return { kind, items, log: rounded(Math.log(items / learned.totalDocuments)) };
  });
  const words = Object.entries(learned.vocabulary)
    .filter(([word, items]) => items >= leastItems && word !== '')
    .map(([word]) => [word, names.map((kind) => rounded(Math.log(learned.tokenProbability(word, kind))))] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    format: 'courrier-classification/1',
    items: learned.totalDocuments,
    leastItems,
    kinds,
    words: Object.fromEntries(words),
  };
}

const rounded = (log: number): number => Math.round(log * 1_000) / 1_000;
