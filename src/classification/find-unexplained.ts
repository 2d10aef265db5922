import type { Clue } from './load-rules';
import type { PhraseHit, PhraseIndex } from './phrase-index';
import { SENTENCE_END } from './split-words';

/**
 * Sentences that announce one more request («par ailleurs, je voudrais savoir…») in which no clue speaks: a person has to
 * read them, so that the rest of a message answered by machine is never lost.
 * @returns the index of each one's first word
 */
export function findUnexplained(
  words: readonly string[],
  hits: readonly PhraseHit<Clue>[],
  more: PhraseIndex<'announces' | 'asks' | 'polite'>,
): readonly number[] {
  const sentences = new Map<number, Set<string>>();
  const starts = sentenceStarts(words);
  for (const { owner, match } of more.findAll(words)) {
    const sentence = starts[match[0] ?? 0] ?? 0;
    const said = sentences.get(sentence);
    if (said === undefined) sentences.set(sentence, new Set([owner]));
    else said.add(owner);
  }
  const explained = new Set(hits.flatMap(({ match }) => match.map((index) => starts[index] ?? 0)));
  return [...sentences]
    .filter(
      ([start, said]) => said.has('announces') && said.has('asks') && !said.has('polite') && !explained.has(start),
    )
    .map(([start]) => start);
}

/** For each word, the index of the first one of its sentence. */
function sentenceStarts(words: readonly string[]): readonly number[] {
  let start = 0;
  return words.map((word, index) => {
    const current = start;
    if (word === SENTENCE_END) start = index + 1;
    return current;
  });
}
