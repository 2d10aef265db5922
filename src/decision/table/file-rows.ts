import { type DecisionRow, toAgent } from './decision-row';

/** Whose file it is to answer from, and whether it is open. */
export const FILE_ROWS: readonly DecisionRow[] = [
  {
    // CRPA L114-2: forwarded to the office in charge, and the author told.
    id: 'dossier-autre-caf',
    says: 'Le dossier est tenu par une autre Caf\u00a0: le courrier lui est transmis et la personne en est informée.',
    when: { heldElsewhere: true },
    outcome: ({ heldBy }) =>
      toAgent(`Ce dossier est tenu par la Caf ${heldBy}\u00a0: transmettez-lui le courrier.`, 'forward', 'autre-caf'),
  },
  {
    id: 'dossier-decede',
    says: 'Le dossier est celui d’une personne décédée.',
    when: { status: 'décédé' },
    outcome: ({ fittingLetter }) =>
      toAgent(
        'Le dossier est celui d’une personne décédée\u00a0: la lettre est prête, relisez-la.',
        'choose-letter',
        fittingLetter,
      ),
  },
  {
    id: 'dossier-radie',
    says: 'Le dossier est fermé.',
    when: { status: 'radié' },
    outcome: ({ fittingLetter }) =>
      toAgent('Le dossier est fermé\u00a0: la lettre est prête, relisez-la.', 'choose-letter', fittingLetter),
  },
  {
    id: 'dossier-suspendu',
    says: 'Le dossier est suspendu.',
    when: { status: 'suspendu' },
    outcome: ({ fittingLetter }) =>
      toAgent('Le dossier est suspendu\u00a0: la lettre est prête, relisez-la.', 'choose-letter', fittingLetter),
  },
];
