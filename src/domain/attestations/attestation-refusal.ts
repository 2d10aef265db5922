export const ATTESTATION_REFUSAL_CODES = [
  'file-closed',
  'file-suspended',
  'file-deceased',
  'no-file',
  'no-right',
  'quotient-unavailable',
  'net-social-unavailable',
  'resources-missing',
  'no-benefit-right',
  'no-payments',
  'period-unclear',
  'period-future',
  'two-housing-benefits',
  'amount-out-of-range',
] as const;
export type AttestationRefusalCode = (typeof ATTESTATION_REFUSAL_CODES)[number];

/** Why an attestation cannot be made: `message` for an agent, `sentence` for the letter to the person. */
export interface AttestationRefusal {
  readonly code: AttestationRefusalCode;
  readonly message: string;
  readonly sentence: string;
}

const REFUSALS: Readonly<Record<AttestationRefusalCode, Omit<AttestationRefusal, 'code'>>> = {
  'file-closed': {
    message: 'dossier radié\u00a0: aucune attestation n’est établie',
    sentence: 'Votre dossier est fermé à notre Caf.',
  },
  'file-suspended': {
    message: 'dossier suspendu\u00a0: aucune attestation n’est établie',
    sentence: 'Votre dossier est suspendu\u00a0: vos paiements sont arrêtés pour le moment.',
  },
  'file-deceased': {
    message: 'allocataire décédé\u00a0: aucune attestation n’est établie',
    sentence: 'Le dossier est fermé à la suite d’un décès.',
  },
  'no-file': {
    message: 'aucun dossier identifié\u00a0: aucune attestation n’est établie',
    sentence: 'Nous n’avons pas trouvé de dossier à votre nom.',
  },
  'no-right': {
    message: 'aucun droit ouvert dans le dossier\u00a0: aucune attestation n’est établie',
    sentence: 'Vous n’avez pas de droit ouvert à notre Caf en ce moment.',
  },
  'quotient-unavailable': {
    message: 'quotient familial indisponible pour la période demandée',
    sentence: 'Votre quotient familial n’est pas calculé pour la période demandée.',
  },
  'net-social-unavailable': {
    message: 'montant net social indisponible pour la période demandée',
    sentence: 'Votre montant net social n’est pas connu pour la période demandée.',
  },
  'resources-missing': {
    message: 'ressources manquantes dans le dossier\u00a0: à déclarer avant toute attestation',
    sentence:
      'Il nous manque vos ressources. Déclarez-les sur caf.fr ou par courrier\u00a0: nous pourrons alors l’établir.',
  },
  'no-benefit-right': {
    message: 'aucun droit à cette prestation pour la période demandée',
    sentence: 'Vous n’avez pas eu droit à cette prestation pendant la période demandée.',
  },
  'no-payments': {
    message: 'aucun paiement dans le dossier\u00a0: aucune attestation de paiement n’est établie',
    sentence: 'Aucune prestation ne vous a été versée sur la période demandée.',
  },
  'period-unclear': {
    message: 'période demandée à préciser\u00a0: plusieurs lectures sont possibles',
    sentence:
      'Nous n’avons pas compris pour quels mois vous le demandez. Écrivez-nous le premier et le dernier, par exemple\u00a0: de janvier à mars 2026.',
  },
  'period-future': {
    message: 'période demandée pas encore terminée\u00a0: elle ne peut pas être attestée',
    sentence: 'La période que vous demandez n’est pas terminée. Demandez-le de nouveau quand elle le sera.',
  },
  'two-housing-benefits': {
    message: 'deux aides au logement le même mois dans le dossier\u00a0: à vérifier avant toute attestation',
    sentence: 'Les paiements de votre dossier doivent d’abord être vérifiés.',
  },
  'amount-out-of-range': {
    message: 'un montant du dossier est trop grand pour être vrai\u00a0: à vérifier avant toute attestation',
    sentence: 'Les paiements de votre dossier doivent d’abord être vérifiés.',
  },
};

export function attestationRefusal(code: AttestationRefusalCode): AttestationRefusal {
  return { code, ...REFUSALS[code] };
}
