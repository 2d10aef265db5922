import type { ClassifiedRequest } from '../../domain/correspondence';
import { OTHER } from '../weigh-clues';
import type { ModelOpinion } from './classification-model';

/** From which probability on the model may speak for a kind that no clue was loud enough for. */
const RAISES_FROM = 0.9;
/** Below which probability a single kind that the rules are sure of becomes a proposal. */
const LOWERS_BELOW = 0.02;
/** What a raised proposal counts: no more than the rules' own quietest. */
const RAISED_CONFIDENCE = 0.5;
const LARGEST_LOWERING = 0.2;

/**
 * The requests with the model's opinion: it moves a certainty by one step at most, asks to proposes or sure to proposes. It makes
 * nothing sure, takes no kind away, and its words stand among the reasons.
 */
export function adjustByModel(
  requests: readonly ClassifiedRequest[],
  opinion: ModelOpinion | null,
): readonly ClassifiedRequest[] {
  if (opinion === null) return requests;
  const [only] = requests;
  if (only === undefined || requests.length > 1) return requests;
  const { kind, probability, words, probabilityOf } = opinion;
  const because = `le modèle penche pour «\u00a0${kind}\u00a0»\u00a0: ${words.map((word) => `«\u00a0${word}\u00a0»`).join(', ')}`;
  if (only.kind === OTHER) {
    if (only.certainty !== 'ask' || kind === OTHER || probability < RAISES_FROM) return requests;
    return [{ kind, confidence: RAISED_CONFIDENCE, certainty: 'propose', because: [because] }];
  }
  if (only.certainty !== 'sure' || probability < RAISES_FROM || probabilityOf(only.kind) >= LOWERS_BELOW)
    return requests;
  const confidence = Math.round(Math.max(only.confidence - LARGEST_LOWERING, RAISED_CONFIDENCE) * 100) / 100;
  return [{ ...only, confidence, certainty: 'propose', because: [...only.because, because] }];
}
