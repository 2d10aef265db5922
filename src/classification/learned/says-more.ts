import type { RequestRules } from '../load-rules';
import { OTHER } from '../weigh-clues';
import type { LearnedText } from './learned-text';
import { passagesOf } from './passages';

/** In words: about a sentence. */
const PASSAGE = 12;
/** From which probability on a sentence speaks of another kind, where it speaks less of those that were recognised. */
const SPEAKS_FROM = 0.7;

/** Whether a sentence of a text, taken by itself, asks for or tells something else than what was recognised in the whole. */
export function saysMore(
  learned: LearnedText,
  recognised: ReadonlySet<string>,
  { kinds }: Pick<RequestRules, 'kinds'>,
): boolean {
  return passagesOf(learned.text.words, PASSAGE).some((passage) => {
    const opinion = learned.judge([], passage);
    const known = Math.max(...[...recognised].map((kind) => opinion.probabilityOf(kind)));
    return kinds.some((kind) => {
      const probability = opinion.probabilityOf(kind);
      return !recognised.has(kind) && kind !== OTHER && probability >= SPEAKS_FROM && probability > known;
    });
  });
}
