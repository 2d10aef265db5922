import type { ReadItem } from '../domain/correspondence';
import type { ShownCorrespondence } from '../persistence/correspondence-record';
import type { CaseMove } from '../persistence/join-answer';

/** Whether a delivery report says that our message will not arrive; one that is late still may. */
export const saysNotDelivered = ({ automatic, undelivered }: Pick<ReadItem, 'automatic' | 'undelivered'>): boolean =>
  automatic === 'bounce' && undelivered === true;

/**
 * What a case does when our e-mail has not arrived: it is decided again, now that nothing goes to that address, and the same letter
 * leaves by post where an address can be trusted; an agent who has it already is told. Null while the case is under way.
 * @param day YYYY-MM-DD
 */
export function moveOfBounced(
  { state, revision, settlement, triage, reason: before }: ShownCorrespondence,
  day: string,
): CaseMove | null {
  const row = { revision, state, settlement };
  if (state === 'waiting-sender' && triage?.decision.awaited === undefined)
    return {
      ...row,
      settlement: settlement && { ...settlement, letter: null },
      ...{ to: 'triage', reason: null, chased: { step: 'bounced', on: day } },
    };
  if (state === 'answered' && triage?.decision.destination?.kind === 'email')
    return { ...row, to: 'triage', reason: null };
  if (state !== 'waiting-sender' && state !== 'answered' && state !== 'closed' && state !== 'needs-agent') return null;
  const reason = 'Notre e-mail n’est pas arrivé (avis de non-remise)\u00a0: envoyez la réponse autrement.';
  // What it was with an agent for still holds.
  const more = state === 'needs-agent' && before !== null && !before.startsWith(reason) ? ` ${before}` : '';
  return { ...row, to: 'needs-agent', reason: `${reason}${more}` };
}
