import { matchesOf } from '../domain/text/matches-of';
import type { Respeller } from './respell-words';

/** Stands between two sentences: no phrase reaches over it. */
export const SENTENCE_END = '';

/** A text as rules read it. `words` are folded and spelt right; `shown` are the same words as they were written. */
export interface SplitText {
  readonly words: readonly string[];
  readonly shown: readonly string[];
}

/**
 * A line's end alone ends no sentence, for mail is wrapped; but a short line behind which a capital stands was ended on purpose:
 * «Bonjour Madame,», a name, a title.
 */
const PIECES = /([\p{L}\p{N}]+)|[.!?;:…]+(?=\s|$)|\n\s*\n|,?\n(?=\p{Lu}\p{Ll}|\p{Lu} )(?<=(?:^|\n)[^\n]{0,45},?\n)/gu;

export function splitWords(texts: readonly string[], respeller: Respeller): SplitText {
  const words: string[] = [];
  const shown: string[] = [];
  for (const text of texts) {
    for (const [, piece] of matchesOf(PIECES, text.normalize('NFC'))) {
      if (piece === undefined) {
        end();
        continue;
      }
      // An elision that was written together makes two words, both shown as the one that stood there.
      for (const word of respeller.respell(piece)) {
        words.push(word);
        shown.push(piece);
      }
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
