/** Invented lines of the directory, the same for the same seed. NIRs have the right key; nobody in them exists. */

/** A small generator of numbers in [0, 1) (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const FIRST_NAMES = {
  F: ['Jeanne', 'Léa', 'Maïlys', 'Élodie', 'Zohra'],
  M: ['Paul', 'Noé', 'François', 'Yanis', 'Loïc'],
};
const LAST_NAMES = ['Dupont', 'Exemple', 'Le Goff', 'D’Invention', 'Martin-Essai', 'Nguyên'];
const BENEFITS = ['APL', 'AF', 'PPA', 'RSA'];

const padded = (number, size) => String(number).padStart(size, '0');

/** The place of a person in a series of distinct NIRs: commune, order and month come from it, so that none comes twice. */
function nirOf(serial, sex, year) {
  const order = padded((serial % 999) + 1, 3);
  const commune = padded((Math.floor(serial / 999) % 989) + 1, 3);
  const block = Math.floor(serial / 999 / 989);
  const department = padded(10 + (block % 9), 2);
  const number = `${sex === 'M' ? 1 : 2}${padded(year % 100, 2)}${padded((serial % 12) + 1, 2)}${department}${commune}${order}`;
  return { nir: `${number}${padded(97 - Number(BigInt(number) % 97n), 2)}`, month: (serial % 12) + 1 };
}

function personOf(random, role, serial) {
  const sex = random() < 0.5 ? 'F' : 'M';
  const year = role === 'enfant' ? 2001 + Math.floor(random() * 20) : 1950 + Math.floor(random() * 50);
  const { nir, month } = nirOf(serial, sex, year);
  return {
    role,
    nir,
    title: role === 'enfant' ? '' : sex === 'F' ? 'MADAME' : 'MONSIEUR',
    firstName: FIRST_NAMES[sex][Math.floor(random() * 5)],
    lastName: LAST_NAMES[Math.floor(random() * LAST_NAMES.length)],
    birthName: null,
    birthDate: `${year}-${padded(month, 2)}-${padded(1 + Math.floor(random() * 28), 2)}`,
    sex,
  };
}

const ROLES = [
  ['allocataire'],
  ['allocataire', 'conjoint'],
  ['allocataire', 'conjoint', 'enfant'],
  ['allocataire', 'enfant'],
];

/** A file of the directory, number `n` from 0: two persons and eight payments on the average, one kilobyte or so. */
export function fileOf(random, n) {
  const roles = ROLES[Math.floor(random() * ROLES.length)];
  const persons = roles.map((role, place) => personOf(random, role, n * 3 + place));
  const [holder] = persons;
  return {
    numeroAllocataire: padded(n, 7),
    caf: '751',
    status: 'actif',
    email: random() < 0.7 ? `personne${n}@exemple.invalid` : null,
    address: [
      `${holder.title} ${holder.lastName} ${holder.firstName}`.toUpperCase(),
      '',
      '',
      `${1 + (n % 99)} RUE DE L EXEMPLE`,
      '',
      '75000 PARIS',
      '',
    ],
    persons,
    payments: Array.from({ length: 4 + Math.floor(random() * 9) }, (_, at) => ({
      month: `2026-${padded(1 + (at % 12), 2)}`,
      benefit: BENEFITS[at % BENEFITS.length],
      cents: Math.floor(random() * 90_000),
      nature: 'droit',
    })),
    quotientFamilial: { month: '2026-05', value: Math.floor(random() * 1500) },
    montantNetSocial: [{ month: '2026-05', cents: Math.floor(random() * 200_000) }],
  };
}

/** The lines of a directory of this size, in pieces of a few hundred kilobytes. */
export function* directoryText(size, seed) {
  const random = seeded(seed);
  let piece = '';
  for (let n = 0; n < size; n += 1) {
    piece += `${JSON.stringify(fileOf(random, n))}\n`;
    if (piece.length < 262_144) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
