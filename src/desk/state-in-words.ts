import type { CorrespondenceState } from '../domain/correspondence';
import type { LedgerState } from '../persistence/correspondence-record';

/** Where an item stands, in a few words. */
export const ITEM_STATES: Readonly<Record<CorrespondenceState, string>> = {
  received: 'reçu',
  reading: 'en lecture',
  triage: 'en cours de décision',
  'needs-agent': 'attend un agent',
  'waiting-sender': 'attend l’expéditeur',
  composing: 'réponse en préparation',
  dispatching: 'réponse en partance',
  answered: 'répondu',
  closed: 'fermé',
  'set-aside': 'mis de côté',
  joined: 'joint à un autre',
  failed: 'en échec',
};

/** Where a sending stands. */
export const SENDING_STATES: Readonly<Record<LedgerState, string>> = {
  reserved: 'à envoyer',
  transmitting: 'en cours d’envoi',
  sent: 'envoyée',
  'perhaps-sent': 'peut-être envoyée\u00a0: à vérifier',
  refused: 'refusée par le serveur',
  withdrawn: 'retirée avant l’envoi',
};
