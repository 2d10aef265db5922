/** Kind of request → how an acknowledgement names it. A kind without a label is not named. */
const LABELS: Readonly<Record<string, string>> = {
  'attestation-paiement': 'une attestation de paiement',
  'attestation-qf': 'une attestation de quotient familial',
  'attestation-mns': 'une attestation de montant net social',
  'acces-compte': 'l’accès à votre compte',
  adresse: 'votre adresse',
  'situation-familiale': 'votre situation familiale',
  'naissance-grossesse': 'une grossesse ou une naissance',
  deces: 'un décès',
  separation: 'une séparation',
  'situation-professionnelle': 'votre situation professionnelle',
  ressources: 'vos ressources',
  rib: 'vos coordonnées bancaires',
  'logement-loyer': 'votre logement ou votre loyer',
  pieces: 'l’envoi de documents',
  'retard-paiement': 'un paiement attendu',
  indu: 'une somme à rembourser',
  'remise-dette': 'une demande de remise de dette',
  'contestation-cra': 'une contestation',
  'donnees-personnelles': 'vos données personnelles',
  'procuration-tutelle': 'une procuration ou une tutelle',
  mutation: 'un changement de Caf',
};

/** Kinds that a letter may say it answers. */
export const NAMED_KINDS: ReadonlySet<string> = new Set(Object.keys(LABELS));

export function requestKindLabels(kinds: readonly string[]): readonly string[] {
  return [...new Set(kinds.map((kind) => LABELS[kind]).filter((label) => label !== undefined))];
}
