/** Kinds of request as an agent reads them. */
export const REQUEST_KIND_NAMES: Readonly<Record<string, string>> = {
  'attestation-paiement': 'attestation de paiement',
  'attestation-qf': 'attestation de quotient familial',
  'attestation-mns': 'attestation de montant net social',
  'acces-compte': 'accès au compte',
  adresse: 'changement d’adresse',
  'situation-familiale': 'situation familiale',
  'naissance-grossesse': 'naissance ou grossesse',
  deces: 'décès',
  separation: 'séparation',
  'situation-professionnelle': 'situation professionnelle',
  ressources: 'ressources',
  rib: 'coordonnées bancaires',
  'logement-loyer': 'logement ou loyer',
  pieces: 'pièces envoyées',
  'retard-paiement': 'paiement en retard',
  indu: 'somme à rembourser (indu)',
  'remise-dette': 'remise de dette',
  'contestation-cra': 'contestation',
  'donnees-personnelles': 'données personnelles',
  'procuration-tutelle': 'procuration ou tutelle',
  mutation: 'changement de Caf',
  signalement: 'signalement',
  autre: 'autre demande',
};

/** A kind as an agent reads it; one without a name stays its code. */
export const requestKindName = (kind: string): string => REQUEST_KIND_NAMES[kind] ?? kind;
