import { dateInWords } from '../domain/calendar/french-dates';
import type { AnswerHold, CorrespondenceRecord } from '../persistence/correspondence-record';
import type { StageOutcome } from './stage';

/** What becomes of an item whose automatic answer may not leave: an agent looks at it, or it waits for the breaker. */
export function heldAnswer(hold: AnswerHold, { triage }: CorrespondenceRecord): StageOutcome {
  if (hold.why === 'breaker-open')
    return {
      kind: 'hold',
      reason: 'Trop de réponses automatiques en une heure\u00a0: celle-ci attend, et partira d’elle-même.',
    };
  const decision = triage?.decision;
  // Its acknowledgement alone was to leave, and is tried again tomorrow.
  if (decision?.acknowledgedOn !== undefined)
    return { kind: 'needs-agent', reason: decision.reason ?? 'À traiter par un agent.' };
  const { on, reference } = hold;
  return {
    kind: 'needs-agent',
    reason: `Déjà répondu à cet expéditeur pour la même demande le ${dateInWords(on)} (${reference})\u00a0: rien n’est parti de nouveau. Voyez s’il faut répondre encore.`,
  };
}
