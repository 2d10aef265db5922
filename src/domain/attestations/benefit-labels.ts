/** Benefit code of a file's payments → what a person reads. Codes seen on attestations. */
const LABELS: Readonly<Record<string, string>> = {
  AF: 'Allocations familiales',
  CF: 'Complément familial',
  PAJE: 'Prestation d’accueil du jeune enfant',
  AB: 'Allocation de base de la Paje',
  CMG: 'Complément de libre choix du mode de garde',
  PREPARE: 'Prestation partagée d’éducation de l’enfant',
  ASF: 'Allocation de soutien familial',
  AEEH: 'Allocation d’éducation de l’enfant handicapé',
  AJPP: 'Allocation journalière de présence parentale',
  ARS: 'Allocation de rentrée scolaire',
  ALF: 'Allocation de logement familiale',
  ALS: 'Allocation de logement sociale',
  APL: 'Aide personnalisée au logement',
  RSA: 'Revenu de solidarité active',
  PPA: 'Prime d’activité',
  AAH: 'Allocation aux adultes handicapés',
  MVA: 'Majoration pour la vie autonome',
};

const PRIME_ACTIVITE = /^(PA|PRIME[ _-]?D?['’_ ]?ACTIVITE)$/;

/** Three benefits that pay for the same rent: a household never has two in one month. */
export const HOUSING_BENEFITS: readonly string[] = ['ALF', 'ALS', 'APL'];

/** «Aide personnalisée au logement (APL)»; a code that is not known is printed as the file has it. */
export function benefitLabel(code: string): string {
  const key = code.trim().toUpperCase().normalize('NFD').replace(/\p{M}/gu, '');
  if (PRIME_ACTIVITE.test(key)) return 'Prime d’activité';
  const label = LABELS[key];
  if (label === undefined) return code.trim();
  return key === 'PPA' ? label : `${label} (${key})`;
}
