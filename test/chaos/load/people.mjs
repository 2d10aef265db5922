/** Invented allocataires, one for each item that names one: the same for the same seed. NIRs have the right key; nobody in them exists. */

const FIRST_NAMES = {
  F: ['Jeanne', 'Maïlys', 'Élodie', 'Zohra', 'Ludivine', 'Solange', 'Bérénice', 'Yasmina', 'Capucine', 'Odette'],
  M: ['Paul', 'Noé', 'François', 'Yanis', 'Loïc', 'Gaspard', 'Ousmane', 'Anatole', 'Célestin', 'Barnabé'],
};
const LAST_NAMES = ['Dupontin', 'Lavergnat', 'Morvandel', 'Quéméner', 'Fictivet', 'Bastidon', 'Rochambel', 'Tissandre'];
const BENEFITS = ['APL', 'AF', 'PPA'];
/** The seven-digit numbers of a series that no sample uses. */
const FIRST_NUMBER = 5_000_000;

const padded = (number, size) => String(number).padStart(size, '0');

function keyOf(nir) {
  return padded(97n - (BigInt(nir) % 97n), 2);
}

/** Person `n`, alone in their file: what another household member's name could confuse is tried elsewhere. */
export function personOf(n) {
  const sex = n % 2 === 0 ? 'F' : 'M';
  const year = 1950 + (n % 50);
  const month = (n % 12) + 1;
  const [order, commune] = [(n % 997) + 1, (Math.floor(n / 997) % 900) + 1];
  const nir = `${sex === 'M' ? 1 : 2}${padded(year % 100, 2)}${padded(month, 2)}${80 + (n % 9)}${padded(commune, 3)}${padded(order, 3)}`;
  return {
    n,
    sex,
    firstName: FIRST_NAMES[sex][n % 10],
    lastName: LAST_NAMES[Math.floor(n / 10) % LAST_NAMES.length],
    birthDate: `${year}-${padded(month, 2)}-${padded((n % 28) + 1, 2)}`,
    nir,
    key: keyOf(nir),
    numeroAllocataire: String(FIRST_NUMBER + n),
    email: `personne${n}@exemple.invalid`,
  };
}

/** 2 55 08 14 168 025 36, as people write it. */
export function spacedNir({ nir, key }) {
  return `${nir[0]} ${nir.slice(1, 3)} ${nir.slice(3, 5)} ${nir.slice(5, 7)} ${nir.slice(7, 10)} ${nir.slice(10)} ${key}`;
}

/** The line of the directory that `courrier directory import` takes. */
export function directoryLine(person) {
  const { sex, firstName, lastName, birthDate, nir, key, numeroAllocataire, email, n } = person;
  const title = sex === 'F' ? 'MADAME' : 'MONSIEUR';
  return JSON.stringify({
    numeroAllocataire,
    caf: '751',
    status: 'actif',
    email,
    address: [`${title} ${lastName}`.toUpperCase(), '', '', `${1 + (n % 99)} RUE DE L EXEMPLE`, '', '75000 PARIS', ''],
    persons: [{ role: 'allocataire', nir: nir + key, title, firstName, lastName, birthName: null, birthDate, sex }],
    payments: ['2026-08', '2026-09', '2026-10'].flatMap((month) =>
      BENEFITS.map((benefit) => ({ month, benefit, cents: 10_000 + (n % 9_000), nature: 'droit' })),
    ),
    quotientFamilial: { month: '2026-10', value: 300 + (n % 900) },
    montantNetSocial: [{ month: '2026-10', cents: 90_000 }],
  });
}
