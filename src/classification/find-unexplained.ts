import type { Clue, More } from './load-rules';
import type { PhraseHit, PhraseIndex } from './phrase-index';
import { SENTENCE_END } from './split-words';

/** Shorter questions and news only carry on what was said: «Comment faire ?», «C’est pour mon dossier.» */
const QUESTION_LENGTH = 6;

export interface Unexplained {
  /** One more request is announced («par ailleurs, je voudrais savoir…») in which no clue of what was recognised speaks. */
  readonly asksMore: boolean;
  /** Something is asked or told in a sentence of which nothing was understood. */
  readonly isUnsure: boolean;
}

/**
 * What of a message the kinds that were recognised do not explain: a person has to read it, so that the rest of a message answered
 * by machine is never lost.
 * @param known whether what was recognised explains a clue's sentence
 */
export function findUnexplained(
  words: readonly string[],
  hits: readonly PhraseHit<Clue>[],
  more: PhraseIndex<More>,
  known: (kind: string) => boolean,
): Unexplained {
  const { starts, lengths } = sentencesOf(words);
  const sentences = new Map<number, Set<More>>();
  for (const { owner, match } of more.findAll(words)) {
    const sentence = starts[match[0] ?? 0] ?? 0;
    const said = sentences.get(sentence);
    if (said === undefined) sentences.set(sentence, new Set([owner]));
    else said.add(owner);
  }
  const explained = new Set(
    hits.filter(({ owner }) => known(owner.kind)).flatMap(({ match }) => match.map((index) => starts[index] ?? 0)),
  );
  const left = [...sentences].filter(([start, said]) => !said.has('polite') && !explained.has(start));
  return {
    asksMore: left.some(([, said]) => said.has('announces') && said.has('asks')),
    isUnsure: left.some(([start, said]) => said.has('tells') && (lengths.get(start) ?? 0) >= QUESTION_LENGTH),
  };
}

/** For each word, the index of the first one of its sentence; and how many words the sentence has. */
function sentencesOf(words: readonly string[]) {
  const lengths = new Map<number, number>();
  let start = 0;
  const starts = words.map((word, index) => {
    const current = start;
    if (word === SENTENCE_END) start = index + 1;
    else lengths.set(current, (lengths.get(current) ?? 0) + 1);
    return current;
  });
  return { starts, lengths };
}
