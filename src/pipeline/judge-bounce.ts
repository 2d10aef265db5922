import type { ReadItem } from '../domain/correspondence';
import type { ShownCorrespondence } from '../persistence/correspondence-record';
import type { CaseMove } from '../persistence/join-answer';

/** Of a delivery report (RFC 3464 §2.3.3), what became of the message for each recipient. */
const ACTION = /^action:[ \t]*([a-z]+)/gim;
/** Of one without fields: it says that the message is only late. */
const LATE = /delay|delai|délai|retard|warning|still (?:being )?(?:retried|trying)/i;

/** Whether a delivery report says that our message will not arrive; one that is late still may. */
export function saysNotDelivered({
  automatic,
  subject,
  text,
}: Pick<ReadItem, 'automatic' | 'subject' | 'text'>): boolean {
  if (automatic !== 'bounce') return false;
  const actions = [...text.matchAll(ACTION)].map(([, action = '']) => action.toLowerCase());
  return actions.length > 0 ? actions.includes('failed') : !LATE.test(subject);
}

/**
 * What a case does when our e-mail has not arrived: who was asked for the number is asked by post where an address can be
 * trusted, which triage decides; else an agent sends it otherwise. Null while the case is under way.
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
  if (state !== 'waiting-sender' && state !== 'answered' && state !== 'closed' && state !== 'needs-agent') return null;
  const reason = 'Notre e-mail n’est pas arrivé (avis de non-remise)\u00a0: envoyez la réponse autrement.';
  // What it was with an agent for still holds.
  const more = state === 'needs-agent' && before !== null && !before.startsWith(reason) ? ` ${before}` : '';
  return { ...row, to: 'needs-agent', reason: `${reason}${more}` };
}
