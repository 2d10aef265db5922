import type { CorrespondenceRecord } from '../persistence/correspondence-record';

/** Purpose of what is forwarded to another office; its request is that office's code. */
export const TRANSMISSION = 'transmission';

/** What makes a sending unique within its correspondence. */
export interface SendingKey {
  readonly purpose: string;
  readonly request: string;
}

/**
 * The ledger's key for the reply that a row decides: its letter and the kinds it answers. What an agent settled is a sending
 * of its own, so that a correction leaves although the machine had answered before; an acknowledgement is given once.
 * @throws where nothing is decided
 */
export function sendingKeyOf({ triage, settlement, revision }: CorrespondenceRecord): SendingKey {
  const purpose = triage?.decision.letter;
  if (!triage || !purpose) throw new Error('aucune lettre décidée dans la ligne');
  const kinds = [...new Set(triage.classification.requests.map(({ kind }) => kind))].sort().join(' ');
  // Each step of each wait is a letter of its own, sent once whatever clocks and restarts do.
  const { chase } = triage.decision;
  if (chase !== undefined) return { purpose, request: `${kinds} (${chase.step}, attente du ${chase.firstWrittenOn})` };
  // What came back from an e-mail address leaves once more, and once only.
  const again = triage.decision.instead === undefined ? '' : ` (${triage.decision.instead})`;
  const own = settlement !== null && (settlement.letter !== null || triage.decision.action !== 'acknowledge');
  return { purpose, request: own ? `${kinds} (agent, révision ${revision})` : `${kinds}${again}` };
}
