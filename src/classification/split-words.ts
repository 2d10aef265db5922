import { foldFrench } from '../domain/text/fold-french-text';

/** Stands between two sentences: no phrase reaches over it. */
export const SENTENCE_END = '';

/** A text as rules read it. `words` are folded and spelt right; `shown` are the same words as they were written. */
export interface SplitText {
  readonly words: readonly string[];
  readonly shown: readonly string[];
}

/** A line's end alone ends no sentence: mail is wrapped. */
const PIECES = /[\p{L}\p{N}]+|[.!?;:…]+(?=\s|$)|\n\s*\n/gu;
const WORD = /[\p{L}\p{N}]/u;

export function splitWords(texts: readonly string[], spelling: ReadonlyMap<string, string>): SplitText {
  const words: string[] = [];
  const shown: string[] = [];
  for (const text of texts) {
    for (const [piece] of text.normalize('NFC').matchAll(PIECES)) {
      if (WORD.test(piece)) {
        const folded = foldFrench(piece);
        words.push(spelling.get(folded) ?? folded);
        shown.push(piece);
      } else end();
    }
    end();
  }
  return { words, shown };

  function end(): void {
    if (words.length > 0 && words.at(-1) !== SENTENCE_END) {
      words.push(SENTENCE_END);
      shown.push('');
    }
  }
}
