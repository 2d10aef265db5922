import type { Automatic, IdentificationVerdict } from '../domain/correspondence';
import { requestKindName } from '../domain/requests/request-kind-names';
import type { DecisionInput } from './request-facts';

const AUTOMATIC: Readonly<Record<Automatic, string>> = {
  bounce: 'avis de non-remise',
  'auto-reply': 'réponse automatique',
  list: 'liste de diffusion',
  own: 'notre propre message',
  'no-reply-sender': 'expéditeur qui ne lit pas les réponses',
};

const VERDICTS: Readonly<Record<IdentificationVerdict, string>> = {
  matched: 'la personne est reconnue',
  unconfirmed: 'numéro connu, personne non confirmée',
  unknown: 'numéro inconnu du répertoire',
  'wrong-key': 'clé du numéro fausse',
  ambiguous: 'plusieurs personnes ou lectures possibles',
  conflict: 'le message se contredit sur la personne',
  missing: 'numéro de sécurité sociale absent',
};

const PEOPLE = { allocataire: 'allocataire', conjoint: 'conjoint', enfant: 'enfant' } as const;

/** What was known of the item when the table was read, in the order in which it counts. */
export function explainItem({ item, identification, classification, file }: DecisionInput): string[] {
  const { verdict, person, thirdParty } = identification;
  return [
    item.channel === 'email' ? 'Reçu par e-mail.' : 'Reçu par courrier postal.',
    ...(item.automatic === null ? [] : [`Message automatique\u00a0: ${AUTOMATIC[item.automatic]}.`]),
    ...(item.channel === 'email' ? item.mayNotAutoReplyBecause : []),
    ...item.unreadable,
    ...classification.danger.map((danger) => `Danger ou détresse\u00a0: ${danger}.`),
    ...(item.channel === 'email'
      ? [item.authentication.authenticated ? 'Expéditeur authentifié.' : 'Expéditeur non authentifié.']
      : []),
    `Identification\u00a0: ${VERDICTS[verdict]}${person === null ? '' : ` (${PEOPLE[person]})`}.`,
    ...(thirdParty ? ['Un tiers écrit.'] : []),
    ...(file === null ? [] : [`Dossier ${file.numeroAllocataire}\u00a0: ${file.status}.`]),
  ];
}

export function explainKinds({ classification }: DecisionInput): string {
  const names = classification.requests.map(({ kind }) => requestKindName(kind));
  return names.length === 0 ? 'Aucune demande lue.' : `Demandes lues\u00a0: ${names.join(', ')}.`;
}
