import type { PhraseHit } from './phrase-index';
import type { SplitText } from './split-words';

/** The words that matched, as they were written; numbers are left out, for they may be somebody's. */
export function shownWords({ match }: PhraseHit<unknown>, { shown }: SplitText): string {
  let words = '';
  let last = -1;
  for (const index of match) {
    const word = shown[index] ?? '';
    const isSecondHalf = index === last + 1 && last >= 0 && word === shown[last];
    if (/\d/.test(word) || isSecondHalf) continue;
    words += words === '' ? word : index === last + 1 ? ` ${word}` : ` … ${word}`;
    last = index;
  }
  return words;
}
