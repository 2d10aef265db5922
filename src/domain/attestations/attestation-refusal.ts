export type AttestationRefusalCode =
  | 'file-closed'
  | 'file-suspended'
  | 'file-deceased'
  | 'no-file'
  | 'no-payments'
  | 'two-housing-benefits'
  | 'amount-out-of-range'
  | 'not-issued-here';

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
  'no-payments': {
    message: 'aucun paiement dans le dossier\u00a0: aucune attestation de paiement n’est établie',
    sentence: 'Aucune prestation ne vous a été versée sur la période demandée.',
  },
  'two-housing-benefits': {
    message: 'deux aides au logement le même mois dans le dossier\u00a0: à vérifier avant toute attestation',
    sentence: 'Les paiements de votre dossier doivent d’abord être vérifiés.',
  },
  'amount-out-of-range': {
    message: 'un montant du dossier est trop grand pour être vrai\u00a0: à vérifier avant toute attestation',
    sentence: 'Les paiements de votre dossier doivent d’abord être vérifiés.',
  },
  'not-issued-here': {
    message: 'ce genre d’attestation n’est pas encore établi par le service',
    sentence: 'Ce document n’est pas encore établi automatiquement.',
  },
};

export function attestationRefusal(code: AttestationRefusalCode): AttestationRefusal {
  return { code, ...REFUSALS[code] };
}
