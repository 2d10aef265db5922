import type { ClassifiedRequest } from '../../domain/correspondence';
import type { RequestRules } from '../load-rules';
import { OTHER, type Weighed } from '../weigh-clues';
import type { LearnedOpinion, LearnedText } from './learned-text';
import { saysMore } from './says-more';

/** From which probability on a kind is kept beside the likeliest… */
const KEPT_FROM = 0.45;
/** …or already from here on where that one is below… */
const KEPT_EARLY_FROM = 0.33;
/** …this. */
const PLAIN_FROM = 0.9;
/** The same of «something else» beside a kind, and of a kind beside it: a story told around one request sounds like another. */
const KEPT_BESIDE_OTHER = 0.75;
/** Where nothing reaches that, the likeliest is named: proposed from here on… */
const GUESSED_FROM = 0.25;
/** …and asked about from here on; below, nothing was understood. */
const ASKED_FROM = 0.01;
/** A machine relies on a kind of which the clues are sure and the weights too… */
const SURE_FROM = 0.94;
/** …and beside which nothing else is half heard. */
const HALF_HEARD = 0.12;
/** Thanks and greetings sound like «something else» without asking for anything. */
const OTHER_HALF_HEARD = 0.35;

/**
 * The kinds that clues and weights together speak for, each with its words; `sure` only where both are, and nothing else is half
 * heard beside it, in the whole or in a sentence by itself.
 * @param opinion of the same text, with what the clues heard
 */
export function chooseRequests(
  weighed: readonly Weighed[],
  learned: LearnedText,
  opinion: LearnedOpinion,
  { kinds, silentKinds, thresholds }: RequestRules,
): ClassifiedRequest[] {
  const clues = new Map(weighed.map((one) => [one.kind, one]));
  const judged = kinds
    .filter((kind) => !silentKinds.has(kind))
    .map((kind) => ({ kind, probability: opinion.probabilityOf(kind), clue: clues.get(kind) }))
    .filter(({ probability, clue }) => !clue?.isUnsaid || probability >= PLAIN_FROM)
    .sort((one, other) => other.probability - one.probability);
  const [best] = judged;
  if (best === undefined || best.probability < ASKED_FROM) return [];
  const keptBeside = best.probability < PLAIN_FROM ? KEPT_EARLY_FROM : KEPT_FROM;
  const keptFrom = (kind: string): number => (kind === OTHER || best.kind === OTHER ? KEPT_BESIDE_OTHER : keptBeside);
  const kept = judged.filter((one) => one === best || one.probability >= keptFrom(one.kind));
  const isLoud = (clue: Weighed | undefined): boolean =>
    clue !== undefined && clue.confidence >= (thresholds.get(clue.kind)?.propose ?? 1);
  const isHalfHeard = judged.some(
    (one) => !kept.includes(one) && one.probability >= (one.kind === OTHER ? OTHER_HALF_HEARD : HALF_HEARD),
  );
  const isReliable = ({ kind, probability, clue }: (typeof judged)[number]): boolean =>
    probability >= SURE_FROM && (clue?.confidence ?? 0) >= (thresholds.get(kind)?.sure ?? 1);
  const mayBeSure =
    !isHalfHeard && kept.some(isReliable) && !saysMore(learned, new Set(kept.map(({ kind }) => kind)), { kinds });
  return kept.map((one) => {
    const { kind, probability, clue } = one;
    const isSure = mayBeSure && isReliable(one);
    return {
      kind,
      confidence: Math.min(0.99, Math.round(probability * 100) / 100),
      certainty: kind === OTHER || probability < GUESSED_FROM ? 'ask' : isSure ? 'sure' : 'propose',
      because: clue !== undefined && isLoud(clue) ? clue.because : learnedWords(learned, kind),
    };
  });
}

function learnedWords(learned: LearnedText, kind: string): readonly string[] {
  const words = learned.wordsFor(kind);
  if (words.length === 0) return ['l’ensemble du message'];
  return [`mots relevés\u00a0: ${words.map((word) => `«\u00a0${word}\u00a0»`).join(', ')}`];
}
