import type { RequestRules } from '../load-rules';
import type { SplitText } from '../split-words';
import { DANGER } from './learned-weights';
import { passagesOf } from './passages';

/** From which probability on a passage is alarming though no clue spoke. */
const ALARMS_FROM = 0.2;
/** Below which the clues' danger is none: words that were only used in another sense. */
const CALM_BELOW = 0.01;
/** Passages are judged apart, so that one alarming sentence is heard in a long letter. In words; more, to its sentence's end. */
const PASSAGE = 50;

/**
 * @param heard what the clues found in the same text
 * @returns that, and what the weights find; nothing where they find every passage calm
 */
export function findLearnedDanger(
  text: SplitText,
  heard: readonly string[],
  { learned }: RequestRules,
): readonly string[] {
  if (learned === null) return heard;
  const opinions = [text, ...passagesOf(text, PASSAGE)].map((passage) => learned.judge(passage, []));
  const [loudest] = [...opinions].sort((one, other) => other.probabilityOf(DANGER) - one.probabilityOf(DANGER));
  const probability = loudest?.probabilityOf(DANGER) ?? 0;
  if (heard.length > 0) return probability >= CALM_BELOW ? heard : [];
  if (loudest === undefined || probability < ALARMS_FROM) return [];
  const words = loudest.wordsFor(DANGER).map((word) => `«\u00a0${word}\u00a0»`);
  return [`danger ou détresse possible${words.length > 0 ? `\u00a0: ${words.join(', ')}` : ''}`];
}
