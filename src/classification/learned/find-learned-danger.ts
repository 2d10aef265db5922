import type { LearnedText } from './learned-text';
import { DANGER } from './learned-weights';
import { passagesOf } from './passages';

/** From which probability on a passage is alarming though no clue spoke. */
const ALARMS_FROM = 0.075;
/** Below which the clues' danger is none: words that were only used in another sense. */
const CALM_BELOW = 0.007;
/** Sentences are judged apart, as they were learned, so that an alarming one is heard in a long letter. In words. */
export const DANGER_PASSAGE = 12;

/**
 * @param heard what the clues found in the same text
 * @returns that, and what the weights find; nothing where they find every passage calm
 */
export function findLearnedDanger(learned: LearnedText, heard: readonly string[]): readonly string[] {
  const { words } = learned.text;
  const judged = [{ from: 0, to: words.length }, ...passagesOf(words, DANGER_PASSAGE)].map((passage) => ({
    passage,
    probability: learned.probabilityOf(DANGER, passage),
  }));
  const loudest = judged.reduce((most, one) => (one.probability > most.probability ? one : most));
  if (heard.length > 0) return loudest.probability >= CALM_BELOW ? heard : [];
  if (loudest.probability < ALARMS_FROM) return [];
  const alarming = learned.wordsFor(DANGER, loudest.passage).map((word) => `«\u00a0${word}\u00a0»`);
  return [`danger ou détresse possible${alarming.length > 0 ? `\u00a0: ${alarming.join(', ')}` : ''}`];
}
