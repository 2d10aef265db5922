import type { AttestationRefusalCode } from '../../domain/attestations/attestation-refusal';
import type { AttestationKind } from '../../domain/correspondence';
import { acknowledge, type DecisionRow, reply, toAgent } from './decision-row';
import { refusalInWords } from './why-an-agent';

const DOCUMENTS: readonly AttestationKind[] = ['attestation-paiement', 'attestation-qf', 'attestation-mns'];

/** An attestation asked for: sent where the file bears it, else the letter that says why it cannot be is prepared. */
export const DOCUMENT_ROWS: readonly DecisionRow[] = [
  impossible(
    'periode-a-preciser',
    'period-unclear',
    'On ne sait pas pour quels mois l’attestation est demandée\u00a0: un agent les dit, ou les demande.',
  ),
  impossible('periode-a-venir', 'period-future', 'La période demandée n’est pas terminée.'),
  impossible('aucun-droit', 'no-right', 'Le dossier n’a aucun droit ouvert\u00a0: il n’y a rien à attester.'),
  impossible('aucun-paiement', 'no-payments', 'Aucun paiement dans la période demandée.'),
  impossible(
    'aucun-droit-prestation',
    'no-benefit-right',
    'La prestation demandée n’a pas été versée dans la période demandée.',
  ),
  impossible(
    'quotient-indisponible',
    'quotient-unavailable',
    'Le quotient familial n’est pas connu pour la période demandée.',
  ),
  impossible(
    'net-social-indisponible',
    'net-social-unavailable',
    'Le montant net social n’est pas connu pour toute la période demandée.',
  ),
  impossible(
    'ressources-manquantes',
    'resources-missing',
    'Les ressources manquent au dossier\u00a0: le quotient ne peut pas être calculé.',
  ),
  impossible(
    'paiements-a-verifier',
    ['two-housing-benefits', 'amount-out-of-range'],
    'Les montants du dossier ne peuvent pas être vrais\u00a0: un agent les vérifie avant toute attestation.',
  ),
  impossible(
    'attestation-impossible',
    ['no-file', 'file-closed', 'file-suspended', 'file-deceased'],
    'L’attestation demandée ne peut pas être établie\u00a0: la lettre qui dit pourquoi est prête.',
  ),
  {
    id: 'attestation-a-confirmer',
    says: 'La demande d’attestation n’est pas sûre\u00a0: la machine accuse réception, et un agent confirme l’envoi.',
    when: { kind: DOCUMENTS, certainty: ['propose', 'ask'] },
    outcome: ({ kindName }) =>
      acknowledge(
        `Peut-être une demande de ${kindName}\u00a0: confirmez-la avant tout envoi. L’accusé de réception part de lui-même.`,
        'attestation-envoyee',
        'choose-letter',
      ),
  },
  {
    id: 'attestation-de-paiement',
    says: 'La personne est reconnue et son dossier est actif\u00a0: l’attestation de paiement part avec sa lettre.',
    when: { kind: 'attestation-paiement' },
    outcome: () => reply('send-document', 'attestation-envoyee', ['attestation-paiement']),
  },
  {
    id: 'attestation-de-quotient',
    says: 'La personne est reconnue et son quotient est connu\u00a0: l’attestation de quotient familial part avec sa lettre.',
    when: { kind: 'attestation-qf' },
    outcome: () => reply('send-document', 'attestation-envoyee', ['attestation-qf']),
  },
  {
    id: 'attestation-de-net-social',
    says: 'La personne est reconnue et ses montants sont connus\u00a0: l’attestation de montant net social part avec sa lettre.',
    when: { kind: 'attestation-mns' },
    outcome: () => reply('send-document', 'attestation-envoyee', ['attestation-mns']),
  },
];

function impossible(
  id: string,
  document: AttestationRefusalCode | readonly AttestationRefusalCode[],
  says: string,
): DecisionRow {
  return {
    id,
    says,
    when: { kind: DOCUMENTS, document },
    outcome: (facts) =>
      toAgent(`${refusalInWords(facts)} La lettre qui le dit est prête.`, 'choose-letter', 'document-impossible'),
  };
}
