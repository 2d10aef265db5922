/** Texts for the measures, each the same for the same seed. Every person and number in them is invented. */

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

const below = (random, most) => Math.floor(random() * most);
const one = (random, list) => list[below(random, list.length)];
const digits = (random, count) => Array.from({ length: count }, () => below(random, 10)).join('');
const padded = (number, size) => String(number).padStart(size, '0');

const SENTENCES = [
  'Madame, Monsieur, je me permets de vous écrire au sujet de mon dossier.',
  'Ma situation a changé depuis le 12 mai 2016 et je n’ai toujours pas reçu de réponse.',
  'Pourriez-vous m’envoyer une attestation de paiement pour le mois dernier ?',
  'Mon loyer est passé de 512,40 € à 530 € au 1er janvier.',
  'Vous pouvez me joindre au 06 12 34 56 78 après 18 h.',
  'Mon numéro de sécurité sociale est le 2 69 05 49 588 157 80.',
  'Mon fils est né le 03/09/2014 à Ville-Exemple.',
  'Je vous remercie par avance et vous prie d’agréer mes salutations distinguées.',
  'Jeanne Dupont, 1 rue de la Paix, 75000 Paris',
  'N° allocataire : 0260311',
];

export function ordinaryText(random, length) {
  const lines = [];
  let size = 0;
  while (size < length) {
    const line = one(random, SENTENCES);
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n').slice(0, length);
}

const spaced = (text, size, separator = ' ') => text.match(new RegExp(`.{1,${size}}`, 'g')).join(separator);

/** Digits that satisfy Luhn's sum. */
function card(random, prefix, size) {
  const body = prefix + digits(random, size - 1 - prefix.length);
  let sum = 0;
  for (let at = 0; at < body.length; at += 1) {
    const digit = Number(body[body.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return body + ((10 - (sum % 10)) % 10);
}

const KINDS = {
  telephone: (random) => {
    const number = `0${1 + below(random, 9)}${digits(random, 8)}`;
    const ways = [
      number,
      spaced(number, 2),
      spaced(number, 2, '.'),
      spaced(number, 2, '-'),
      `+33 ${spaced(number.slice(1), 3)}`,
    ];
    return `Tél. ${one(random, [...ways, `+33${number.slice(1)}`, `0033${number.slice(1)}`, `+212 6${digits(random, 8)}`])}`;
  },
  'deux téléphones': (random) =>
    `${spaced(`0${1 + below(random, 5)}${digits(random, 8)}`, 2)} ${one(random, ['', '/ ', 'ou '])}${spaced(`06${digits(random, 8)}`, 2)}`,
  'code postal et téléphone': (random) =>
    `${one(random, ['13', '29', '75'])}${digits(random, 3)} ${spaced(`04${digits(random, 8)}`, 2)}`,
  IBAN: (random) => {
    const iban = `FR${digits(random, 2)}${digits(random, 23)}`;
    return one(random, [iban, spaced(iban, 4), `IBAN : ${spaced(iban, 4)}`]);
  },
  RIB: (random) => `${digits(random, 5)} ${digits(random, 5)} ${digits(random, 11)} ${digits(random, 2)}`,
  SIRET: (random) => {
    const siret = card(random, one(random, ['1', '2', '5']), 14);
    const siren = siret.slice(0, 9);
    return one(random, [siret, `SIRET ${siret}`, `${spaced(siren, 3)} ${siret.slice(9)}`, `SIREN ${spaced(siren, 3)}`]);
  },
  carte: (random) => {
    const visa = card(random, '4', 16);
    const amex = card(random, '37', 15);
    return one(random, [visa, spaced(visa, 4), amex, `${amex.slice(0, 4)} ${amex.slice(4, 10)} ${amex.slice(10)}`]);
  },
  date: (random) => {
    const [day, month, year] = [
      padded(1 + below(random, 28), 2),
      padded(1 + below(random, 12), 2),
      1950 + below(random, 70),
    ];
    return one(random, [
      `${day}/${month}/${year}`,
      `le ${day}-${month}-${year} à 10:30`,
      `${year}-${month}-${day}T10:30:00`,
      `${year}${month}${day} ${digits(random, 6)}`,
      `du ${day}/${month}/${year} au ${day}/${month}/${year + 1}`,
    ]);
  },
  colis: (random) =>
    one(random, [
      `6A${digits(random, 11)}`,
      `Colis n° ${digits(random, 13)}`,
      `XY${digits(random, 9)}FR`,
      `1Z${digits(random, 16)}`,
      `suivi ${digits(random, 15)}`,
    ]),
  facture: (random) =>
    one(random, [
      `FA-${2020 + below(random, 6)}-${digits(random, 6)}`,
      `Facture n° ${digits(random, 13)}`,
      `F${digits(random, 13)}`,
      `facture ${digits(random, 15)}`,
    ]),
  montant: (random) =>
    `${1 + below(random, 9)} ${digits(random, 3)} ${digits(random, 3)} ${digits(random, 3)},${digits(random, 2)} €`,
  'suite de chiffres': (random) => digits(random, 7 + below(random, 24)),
};

/** Numbers that are no NIR, each in a sentence or alone. */
export function* decoys(random, count) {
  const kinds = Object.keys(KINDS);
  for (let turn = 0; turn < count; turn += 1) {
    const kind = kinds[turn % kinds.length];
    const number = KINDS[kind](random);
    yield { kind, text: one(random, [number, `Voici : ${number}.`, `${number} merci de votre réponse`]) };
  }
}
