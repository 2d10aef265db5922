import type { Office } from '../../../src/domain/office';
import type { ReplyDetails, ReplyOrder } from '../../../src/domain/reply';
import { anAllocataireFile, aPerson, JEANNE_NIR } from '../../builders/an-allocataire-file';

/** An office that does not exist. */
export const OFFICE: Office = {
  name: 'Caf de démonstration',
  address: ['1 rue de l’Exemple', '75000 Paris'],
  phone: '0810 25 22 70',
  email: 'courrier@caf.invalid',
  website: 'caf.fr',
  code: '751',
  logo: null,
};

/** The brief's page: Jeanne Dupont, 0260311, 29 June 2016, by post. Everyone in it is invented. */
export function aReplyOrder(overrides: Partial<ReplyOrder> = {}): ReplyOrder {
  const file = anAllocataireFile();
  return {
    reference: 'C-2026-004217',
    letter: 'attestation-envoyee',
    attestations: ['attestation-paiement'],
    destination: { kind: 'post', address: file.address },
    file,
    personIndex: 0,
    nirKind: 'nir',
    receivedOn: '2016-06-27',
    writtenOn: '2016-06-29',
    office: OFFICE,
    requestKinds: ['adresse', 'rib'],
    original: null,
    ...overrides,
  };
}

export const BY_EMAIL: ReplyOrder['destination'] = {
  kind: 'email',
  address: 'jeanne.dupont@exemple.invalid',
  personalData: true,
};
export const BY_EMAIL_TO_ANYONE: ReplyOrder['destination'] = { ...BY_EMAIL, personalData: false };

/** Every detail that a letter may ask for. */
export const DETAILS: ReplyDetails = {
  missingPieces: ['la copie de votre bail', 'votre avis d’imposition 2015'],
  answerBy: '2016-07-31',
  free: {
    message: ['Votre dossier a été étudié.', "Il n'y a rien à faire de votre côté : vos droits continuent."],
    motif: ['votre changement de situation'],
    jour: ['2016-07-12'],
    heure: ['10 h 30'],
    lieu: ['À l’accueil de la Caf, bureau 4'],
    apporter: ['Une pièce d’identité et votre carte Vitale.'],
  },
  unreadablePages: [3],
  movedOn: '2016-07-01',
  firstWrittenOn: '2016-05-30',
  numberAsked: true,
  answerLink: {
    url: 'https://courrier.exemple.invalid/repondre/K7QM3F2AB8RWN5TXE4HJYC6PDGVZ',
    page: 'https://courrier.exemple.invalid/repondre',
    code: 'K7QM-3F2A-B8RW-N5TX-E4HJ-YC6P-DGVZ',
    until: '2016-07-14',
  },
  notifiedOn: '2016-06-01',
  otherCaf: { name: 'Caf d’Exemple', address: ['2 rue du Modèle', '29000 Quimper'], forwardedOn: '2016-06-28' },
};

/** The order that suits a letter: the file it supposes, and its documents. */
export function anOrderFor(letter: string, overrides: Partial<ReplyOrder> = {}): ReplyOrder {
  const attestations: ReplyOrder['attestations'] = letter === 'attestation-envoyee' ? ['attestation-paiement'] : [];
  if (letter === 'document-impossible') {
    return aReplyOrder({ letter, attestations, file: anAllocataireFile({ status: 'suspendu' }), ...overrides });
  }
  if (letter === 'acces-compte-temporaire') {
    const file = anAllocataireFile({ persons: [aPerson({ nir: '7850599330123' })] });
    return aReplyOrder({ letter, attestations, file, nirKind: 'nia', ...overrides });
  }
  return aReplyOrder({ letter, attestations, details: DETAILS, ...overrides });
}

export { JEANNE_NIR };
