import type { RequestRules } from '../load-rules';
import type { SplitText } from '../split-words';
import { OTHER } from '../weigh-clues';
import { passagesOf } from './passages';

/** In words: about a sentence. */
const PASSAGE = 12;
/** From which probability on a sentence speaks of another kind, where it speaks less of those that were recognised. */
const SPEAKS_FROM = 0.9;

/** Whether a sentence of a text, taken by itself, asks for or tells something else than what was recognised in the whole. */
export function saysMore(text: SplitText, recognised: ReadonlySet<string>, { learned, kinds }: RequestRules): boolean {
  if (learned === null) return false;
  return passagesOf(text, PASSAGE).some((passage) => {
    const opinion = learned.judge(passage, []);
    const known = Math.max(...[...recognised].map((kind) => opinion.probabilityOf(kind)));
    return kinds.some((kind) => {
      const probability = opinion.probabilityOf(kind);
      return !recognised.has(kind) && kind !== OTHER && probability >= SPEAKS_FROM && probability > known;
    });
  });
}
