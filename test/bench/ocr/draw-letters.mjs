/** Scanned letters of invented people, drawn from a seed: five typefaces, askew, noisy, JPEG of quality 60, 300 dpi. */
import sharp from 'sharp';

export const TYPEFACES = ['Liberation Serif', 'Liberation Sans', 'DejaVu Sans', 'Liberation Mono', 'C059'];
const [WIDTH, HEIGHT] = [2480, 3508];

/** Mulberry32: the same letters on every machine. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (most) => Math.floor(next() * most);
  return { next, below, one: (list) => list[below(list.length)] };
}

const FIRST = ['Jeanne', 'Amélie', 'Karim', 'Loïc', 'Zoé', 'Françoise', 'Théo', 'Inès', 'Noémie', 'Anaïs'];
const LAST = ['INVENTÉE', 'DESSAI', 'FICTIF', 'LEBIDON', 'EXEMPLAIRE', 'NEXISTEPAS', 'MODÈLE', 'FACTICE'];
const TOWNS = ['75000 PARIS', '35000 RENNES', '69003 LYON', '59000 LILLE', '13001 MARSEILLE', '20000 AJACCIO'];
const REASONS = [
  [
    'Je souhaite recevoir une attestation de paiement pour les mois de janvier',
    'à mars 2026, que mon employeur me demande.',
  ],
  ['J’ai déménagé le 12 octobre et je vous prie de noter ma nouvelle adresse,', 'qui figure en haut de cette lettre.'],
  [
    'Je n’arrive plus à me connecter à mon compte depuis le changement',
    'd’identifiant, et le mot de passe est refusé.',
  ],
  ['Je conteste la retenue de 125,40 € faite sur mon versement du 5 novembre,', 'dont je n’ai pas compris le motif.'],
  [
    'Pourriez-vous m’envoyer mon quotient familial\u00a0? La mairie le demande pour',
    'la cantine de mes enfants avant le 15 décembre 2026.',
  ],
];

/** @returns its 13 characters and its key */
export function inventNir({ below, one }) {
  const two = (value) => String(value).padStart(2, '0');
  const three = (value) => String(value).padStart(3, '0');
  const department = one([two(1 + below(19)), two(21 + below(75)), '2A', '2B', two(1 + below(19)), '99']);
  const nir = `${one(['1', '2'])}${two(below(100))}${two(1 + below(12))}${department}${three(1 + below(899))}${three(1 + below(899))}`;
  const number = BigInt(nir.replace('2A', '19').replace('2B', '18'));
  return { nir, key: two(Number(97n - (number % 97n))) };
}

const WRITINGS = [
  ({ nir, key }) => nir.replace(/^(.)(..)(..)(..)(...)(...)$/, `$1 $2 $3 $4 $5 $6 ${key}`),
  ({ nir, key }) => `${nir}${key}`,
  ({ nir, key }) => `${nir} ${key}`,
  ({ nir, key }) => nir.replace(/^(.)(..)(..)(..)(...)(...)$/, `$1.$2.$3.$4.$5.$6 clé ${key}`),
];
const LABELS = [
  'Numéro de sécurité sociale :',
  'N° SS :',
  'Mon numéro de sécurité sociale est le',
  'NIR :',
  'Sécurité sociale n°',
];

/** A letter's lines, its number, and how it is drawn. */
export function inventLetter(random) {
  const person = inventNir(random);
  const name = `${random.one(FIRST)} ${random.one(LAST)}`;
  // One in six writes the thirteen characters alone, as cards and payslips print them.
  const keyed = random.below(6) !== 0;
  const written = keyed ? random.one(WRITINGS)(person) : person.nir;
  const lines = [
    name,
    `${1 + random.below(99)} rue de l’Essai`,
    random.one(TOWNS),
    '',
    'Caisse d’allocations familiales',
    '',
    `Le ${1 + random.below(28)} novembre 2026`,
    '',
    'Objet : ma demande',
    `${random.one(LABELS)} ${written}`,
    '',
    'Madame, Monsieur,',
    '',
    ...random.one(REASONS),
    '',
    ...random.one(REASONS),
    '',
    'Je reste joignable au 06 12 34 56 78.',
    'Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.',
    '',
    name,
  ];
  return {
    lines,
    person,
    keyed,
    typeface: random.one(TYPEFACES),
    points: 9 + random.below(5),
    degrees: random.next() * 6 - 3,
    sigma: 8 + random.next() * 32,
    seed: random.below(1e9),
  };
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The letter as a scanner gives it. @returns a JPEG of 300 dpi */
export async function drawLetter({ lines, typeface, points, degrees, sigma, seed }, turned = 0) {
  const size = (points / 72) * 300;
  const texts = lines.map((line, at) => `<text x="260" y="${330 + at * size * 1.5}">${escaped(line)}</text>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#f4f2ee"/><g font-family="${typeface}" font-size="${size}" fill="#222" xml:space="preserve">${texts}</g></svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .rotate(degrees, { background: '#f4f2ee' })
    .resize(WIDTH, HEIGHT, { fit: 'cover' })
    .greyscale()
    .blur(0.9)
    .raw()
    .toBuffer({ resolveWithObject: true });
  addNoise(data, sigma, seed);
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } })
    .rotate(turned)
    .withMetadata({ density: 300 })
    .jpeg({ quality: 60 })
    .toBuffer();
}

/** Grain of the lamp (near to a normal distribution), and a speck of dust or a lost dot in some thousand pixels. */
function addNoise(data, sigma, seed) {
  const { next } = randomFrom(seed);
  for (let at = 0; at < data.length; at++) {
    const grain = (next() + next() + next() - 1.5) * 2 * sigma;
    data[at] = Math.max(0, Math.min(255, data[at] + grain));
    if (next() < 0.0005) data[at] = next() < 0.7 ? 30 : 255;
  }
}
