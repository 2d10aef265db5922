import { dateInWords } from '../domain/calendar/french-dates';
import type { Pause, PauseReason } from '../domain/calendar/reply-clock';
import type { StoredDeadlines } from '../persistence/deadlines/deadline-book';

const WAITS_FOR: Readonly<Record<PauseReason, string>> = {
  'identifiant-manquant': 'le numéro de sécurité sociale est demandé',
  'pieces-manquantes': 'des pièces sont demandées',
};

const firstOf = ({ legalOn, internalOn }: StoredDeadlines): string | null =>
  legalOn === null || internalOn === null || internalOn < legalOn ? internalOn : legalOn;

/** What a basket says of an item whose alarm was raised; null where none was. */
export function alarmInWords(deadlines: StoredDeadlines): string | null {
  const due = firstOf(deadlines);
  const awaited = deadlines.pauses.find(({ until }) => until === null)?.answerBy ?? null;
  if (deadlines.alarm === 'late' && awaited !== null)
    return `Documents non reçus, attendus avant le ${dateInWords(awaited)}`;
  if (due === null || deadlines.alarm === null) return null;
  return deadlines.alarm === 'late'
    ? `En retard\u00a0: attendu le ${dateInWords(due)}`
    : `À répondre au plus tard le ${dateInWords(due)}`;
}

/** All of it, in a line: what is late, both deadlines or why they stand still. */
export function deadlinesInWords(deadlines: StoredDeadlines): string {
  const { legalOn, internalOn, pauses } = deadlines;
  const open = pauses.find(({ until }) => until === null);
  if (open !== undefined) return pauseInWords(open);
  if (legalOn === null || internalOn === null) return 'Délai suspendu.';
  const days = `Échéance de la Caf\u00a0: ${dateInWords(internalOn)} · échéance légale\u00a0: ${dateInWords(legalOn)}`;
  const stood = pauses.length === 0 ? '' : ', délai suspendu compris';
  return `${deadlines.alarm === 'late' ? 'En retard. ' : ''}${days}${stood}.`;
}

function pauseInWords({ reason, from, answerBy }: Pause): string {
  const until = answerBy === null ? '' : `, à recevoir avant le ${dateInWords(answerBy)}`;
  return `Délai suspendu depuis le ${dateInWords(from)}\u00a0: ${WAITS_FOR[reason]}${until}.`;
}
