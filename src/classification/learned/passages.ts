import { SENTENCE_END } from '../split-words';

/** A part of a text: the indexes of its first word and of the one behind its last. */
export interface Passage {
  readonly from: number;
  readonly to: number;
}

/**
 * A long text in passages of whole sentences, so that one sentence is heard among many.
 * @param length of a passage in words; it goes on to its sentence's end
 * @returns nothing where the text is not twice as long
 */
export function passagesOf(words: readonly string[], length: number): Passage[] {
  const passages: Passage[] = [];
  if (words.length < 2 * length) return passages;
  let from = 0;
  words.forEach((word, at) => {
    if (at + 1 < words.length && (at - from < length || word !== SENTENCE_END)) return;
    passages.push({ from, to: at + 1 });
    from = at + 1;
  });
  return passages;
}
