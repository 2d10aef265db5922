import type { AllocataireFile, Person } from '../../src/domain/directory/allocataire-file';
import { InMemoryDirectory } from '../../src/domain/directory/in-memory-directory';
import { nirKey } from '../../src/domain/nir/nir-key';
import { anAllocataireFile, aPerson } from './an-allocataire-file';

/** A small town of invented people: couples, twins, namesakes, a father and a son of one name, a protected adult. */
type Short = readonly [role: Person['role'], firstName: string, lastName: string, birthDate: string, sex: 'M' | 'F'];

let order = 100;
/** A number that agrees with the person; the place of birth is invented. */
export function aNirFor(sex: 'M' | 'F', birthDate: string): string {
  return `${sex === 'M' ? 1 : 2}${birthDate.slice(2, 4)}${birthDate.slice(5, 7)}75056${++order}`;
}
function household(numeroAllocataire: string, members: readonly Short[], more: Partial<AllocataireFile> = {}) {
  const persons = members.map(([role, firstName, lastName, birthDate, sex]) =>
    aPerson({
      role,
      firstName,
      lastName,
      birthDate,
      sex,
      nir: aNirFor(sex, birthDate),
      title: sex === 'M' ? 'MONSIEUR' : 'MADAME',
    }),
  );
  return anAllocataireFile({
    numeroAllocataire,
    email: `dossier${numeroAllocataire}@exemple.invalid`,
    persons,
    ...more,
  });
}

const MARTIN = household('0410417', [
  ['allocataire', 'Sophie', 'Martin', '1985-03-12', 'F'],
  ['conjoint', 'Paul', 'Martin', '1983-11-02', 'M'],
  ['enfant', 'Léo', 'Martin', '2010-06-15', 'M'],
  ['enfant', 'Lina', 'Martin', '2010-06-15', 'F'],
]);
const DIALLO = household('1200345', [
  ['allocataire', 'Aïssatou', 'Diallo', '1979-01-20', 'F'],
  ['conjoint', 'Mamadou', 'Diallo', '1975-08-30', 'M'],
  ['enfant', 'Mamadou', 'Diallo', '2005-08-30', 'M'],
]);
const LE_GOFF = household(
  '7300456',
  [
    ['allocataire', 'Jean-Pierre', 'Le Goff', '1962-12-01', 'M'],
    ['conjoint', 'Marie-Hélène', 'Le Goff', '1964-07-14', 'F'],
  ],
  { address: ['M JEAN-PIERRE LE GOFF', 'APT 4', '', '12 BIS AV DU GAL LECLERC', '', '29200 BREST', ''] },
);
const PETIT = household('8800123', [['allocataire', 'Simone', 'Petit', '1941-05-09', 'F']], {
  guardian: {
    name: 'UDAF de l’Exemple',
    email: 'protection@udaf-exemple.invalid',
    address: ['UDAF DE L EXEMPLE', '', '', '3 RUE DU PORT', '', '29200 BREST', ''],
  },
});
const COUPLE = household('6600789', [
  ['allocataire', 'Claire', 'Bernard', '1990-02-28', 'F'],
  ['conjoint', 'Julie', 'Bernard', '1991-10-10', 'F'],
]);
const BENALI = household(
  '5500222',
  [
    ['allocataire', 'Nadia', 'Benali', '1988-09-09', 'F'],
    ['conjoint', 'Karim', 'Benali', '1986-04-04', 'M'],
  ],
  { access: ['conjoint'] },
);
/** Bears the name of somebody else's wife. */
const NAMESAKE = household('3300111', [['allocataire', 'Sophie', 'Martin', '1992-03-12', 'F']]);
const ALONE = household('9100333', [['allocataire', 'Luc', 'Moreau', '1970-01-31', 'M']]);

export const TOWN: readonly AllocataireFile[] = [MARTIN, DIALLO, LE_GOFF, PETIT, COUPLE, BENALI, NAMESAKE, ALONE];
export const TOWN_DIRECTORY = new InMemoryDirectory(TOWN);
export const TOWN_NUMEROS = {
  martin: '0410417',
  diallo: '1200345',
  leGoff: '7300456',
  petit: '8800123',
  benali: '5500222',
  namesake: '3300111',
  alone: '9100333',
} as const;

const number = (file: AllocataireFile, index: number): string => {
  const nir = file.persons[index]?.nir ?? '';
  return `${nir} ${nirKey(nir)}`;
};
/** Each person's number as they write it: thirteen characters, a space, the key. */
export const N = {
  sophie: number(MARTIN, 0),
  paul: number(MARTIN, 1),
  leo: number(MARTIN, 2),
  lina: number(MARTIN, 3),
  aissatou: number(DIALLO, 0),
  mamadou: number(DIALLO, 1),
  mamadouSon: number(DIALLO, 2),
  jeanPierre: number(LE_GOFF, 0),
  marieHelene: number(LE_GOFF, 1),
  simone: number(PETIT, 0),
  claire: number(COUPLE, 0),
  julie: number(COUPLE, 1),
  nadia: number(BENALI, 0),
  karim: number(BENALI, 1),
  otherSophie: number(NAMESAKE, 0),
  luc: number(ALONE, 0),
} as const;
