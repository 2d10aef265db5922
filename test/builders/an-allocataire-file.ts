import type { AllocataireFile, Person } from '../../src/domain/directory/allocataire-file';

/** Jeanne Dupont of the office's leaflet; her NIR and birth date are invented, as everybody here is. */
export const JEANNE_NIR = '2550814168025';
export const JEANNE_KEY = '38';

export function aPerson(overrides: Partial<Person> = {}): Person {
  return {
    role: 'allocataire',
    nir: JEANNE_NIR,
    title: 'MADAME',
    firstName: 'Jeanne',
    lastName: 'Dupont',
    birthName: null,
    birthDate: '1955-08-12',
    sex: 'F',
    ...overrides,
  };
}

export function anAllocataireFile(overrides: Partial<AllocataireFile> = {}): AllocataireFile {
  return {
    numeroAllocataire: '0260311',
    caf: '751',
    status: 'actif',
    email: 'jeanne.dupont@exemple.invalid',
    address: ['MADAME JEANNE DUPONT', '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', ''],
    persons: [aPerson()],
    payments: [{ month: '2016-05', benefit: 'APL', cents: 31_245, nature: 'droit' }],
    quotientFamilial: { month: '2016-05', value: 512 },
    montantNetSocial: [],
    ...overrides,
  };
}

/** Paul and Jeanne with their daughter Léa, one file. NIRs: Jeanne's, Paul's 1540675056021, Léa's 2120975110034. */
export const PAUL_NIR = '1540675056021';
export const LEA_NIR = '2120975110034';

export function aHousehold(overrides: Partial<AllocataireFile> = {}): AllocataireFile {
  return anAllocataireFile({
    persons: [
      aPerson(),
      aPerson({
        role: 'conjoint',
        nir: PAUL_NIR,
        title: 'MONSIEUR',
        firstName: 'Paul',
        birthDate: '1954-06-03',
        sex: 'M',
      }),
      aPerson({ role: 'enfant', nir: LEA_NIR, title: '', firstName: 'Léa', birthDate: '2012-09-21', sex: 'F' }),
    ],
    ...overrides,
  });
}
