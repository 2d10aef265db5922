import { SENTENCE_END, type SplitText } from '../split-words';

/**
 * A long text in passages of whole sentences, so that one sentence is heard among many.
 * @param length of a passage in words; it goes on to its sentence's end
 * @returns nothing where the text is not twice as long
 */
export function passagesOf({ words, shown }: SplitText, length: number): SplitText[] {
  const passages: SplitText[] = [];
  if (words.length < 2 * length) return passages;
  let start = 0;
  words.forEach((word, at) => {
    if (at + 1 < words.length && (at - start < length || word !== SENTENCE_END)) return;
    passages.push({ words: words.slice(start, at + 1), shown: shown.slice(start, at + 1) });
    start = at + 1;
  });
  return passages;
}
