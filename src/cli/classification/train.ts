import type { RequestRules } from '../../classification/load-rules';
import { ModelTrainer, type SettledItem } from '../../classification/model/train-model';
import { readTexts, readWords } from '../../classification/written-texts';
import type { ReadItem } from '../../domain/correspondence';

/** An item that an agent settled, as the database or a file has it. */
export type SettledText =
  | { readonly kind: string; readonly item: ReadItem }
  | { readonly kind: string; readonly texts: readonly string[] };

/**
 * Reads the items twice, one at a time: once to learn, once to measure what models that had not learned them make of them.
 * @throws Error in French where there is too little to learn from
 */
export async function trainModel(items: () => AsyncIterable<SettledText>, rules: RequestRules, leastItems: number) {
  const known = new Set(rules.kinds.filter((kind) => !rules.silentKinds.has(kind)));
  const trainer = new ModelTrainer(leastItems);
  let unknown = 0;
  for await (const settled of items()) {
    if (known.has(settled.kind)) trainer.learn(wordsOf(settled, rules));
    else unknown++;
  }
  const model = trainer.model();
  if (model === null) throw new Error('rien à apprendre\u00a0: il faut des demandes réglées d’au moins deux genres');
  const judge = trainer.measure();
  const crossValidation = { right: 0, wrong: 0, silent: 0 };
  for await (const settled of items()) if (known.has(settled.kind)) crossValidation[judge(wordsOf(settled, rules))]++;
  const kinds = model.kinds.map(({ kind, items: count }) => ({ kind, items: count }));
  const account = {
    items: model.items,
    unknownKinds: unknown,
    words: Object.keys(model.words).length,
    kinds,
    crossValidation,
  };
  return { model, account };
}

function wordsOf(settled: SettledText, rules: RequestRules): SettledItem {
  const texts = 'item' in settled ? readTexts(settled.item).written : settled.texts;
  return { kind: settled.kind, words: readWords(texts, rules).asked.words };
}
