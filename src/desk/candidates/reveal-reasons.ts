/** Why somebody looks at a NIR in full: one of a list, so that the journal holds no story of a person. */
export const REVEAL_REASONS = [
  { code: 'comparer', label: 'comparer avec le courrier' },
  { code: 'appel', label: 'la personne est au téléphone ou à l’accueil' },
  { code: 'dossier', label: 'corriger le dossier' },
  { code: 'autre', label: 'autre motif de service' },
] as const;

export const isRevealReason = (code: string): boolean => REVEAL_REASONS.some((reason) => reason.code === code);
