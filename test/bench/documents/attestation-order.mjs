// The order that every document bench composes: one attestation of one page, everyone in it invented.
export const benefits = ['AF', 'CF', 'PAJE', 'ASF', 'AEEH', 'AJPP', 'ARS', 'APL', 'RSA', 'PPA', 'MVA'];
/** @param number changes the reference and each amount: no two documents are the same */
export const order = (number) => ({
  reference: `C-2026-${String(number).padStart(6, '0')}`,
  letter: 'attestation-envoyee',
  attestations: ['attestation-paiement'],
  destination: { kind: 'email', address: 'jeanne.dupont@example.org', personalData: true },
  file: {
    numeroAllocataire: '0260311',
    caf: '751',
    status: 'actif',
    email: 'jeanne.dupont@example.org',
    address: ['MADAME JEANNE DUPONT', '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', ''],
    persons: [
      {
        role: 'allocataire',
        nir: '2690549588157',
        title: 'Madame',
        firstName: 'Jeanne',
        lastName: 'Dupont',
        birthName: null,
        birthDate: '1969-05-12',
        sex: 'F',
      },
    ],
    payments: benefits.map((benefit, index) => ({
      month: '2026-05',
      benefit,
      cents: 10_000 + number * 7 + index,
      nature: 'droit',
    })),
    quotientFamilial: { month: '2026-05', value: 623 },
    montantNetSocial: [],
  },
  personIndex: 0,
  nirKind: 'nir',
  receivedOn: '2026-06-27',
  writtenOn: '2026-06-29',
  office: {
    name: 'Caf de démonstration',
    address: ['1 rue de l’Exemple', '75000 Paris'],
    phone: '00 00 00 00 00',
    email: 'courrier@caf.invalid',
    website: 'caf.fr',
    code: '751',
    logo: null,
  },
  requestKinds: ['attestation-paiement'],
  original: null,
});
