/** Ways of writing a number, by class, and what a scan makes of it. */
import { below, one } from './make-people.mjs';

const ENDS = [1, 3, 5, 7, 10, 13, 15];

export function grouped(number, separator) {
  let from = 0;
  return ENDS.filter((end) => end <= number.length)
    .map((end) => {
      const part = number.slice(from, end);
      from = end;
      return part;
    })
    .join(separator);
}

const SEPARATORS = [...' \u00a0\u202f\u2009\u2007\u3000\t-‐‑–—−._/\u200b\u00ad\ufeff', '  ', ' - ', ' / '];
const LABELS = [
  'NIR : ',
  'n° SS ',
  'N° de sécurité sociale : ',
  'numéro de sécu ',
  'SS: ',
  'immatriculation : ',
  'Numéro de sécurité sociale\n',
  'mon num de secu c’est le ',
  'NSS=',
  'nir',
];
const BEFORE = [
  '',
  'Bonjour, mon numéro est le ',
  '(',
  '« ',
  'voici ',
  'Dupont Jeanne\n',
  'Tél. 06 12 34 56 78, numéro ',
];
const AFTER = [
  '',
  '.',
  ', merci',
  ')',
  ' »',
  '\nCordialement',
  ' et mon téléphone le 06 12 34 56 78',
  ' né le 12/05/1969',
];

/** Each class of clean writings: a function that gives the number as written. `labelled`: a label goes before it. */
export const CLEAN = {
  '15 d’un bloc': { write: (_, full) => full },
  '13 d’un bloc': { write: (_, full) => full.slice(0, 13) },
  '15 espacé, tout séparateur': { write: (random, full) => grouped(full, one(random, SEPARATORS)) },
  '13 espacé, tout séparateur': { write: (random, full) => grouped(full.slice(0, 13), one(random, SEPARATORS)) },
  'clé à part': {
    write: (random, full) =>
      `${random() < 0.5 ? full.slice(0, 13) : grouped(full.slice(0, 13), ' ')}${one(random, [' ', '/', ' / ', ' clé ', ' clé : ', ', clé ', ' - ', '-'])}${full.slice(13)}`,
  },
  'coupé par une fin de ligne': {
    write: (random, full) => {
      const spaces = [...grouped(full, ' ').matchAll(/ /g)].map(({ index }) => index);
      const at = one(random, spaces);
      const written = grouped(full, ' ');
      return `${written.slice(0, at)}${one(random, ['\n', '\r\n'])}${written.slice(at + 1)}`;
    },
  },
  'une case par caractère': { write: (random, full) => [...full].join(one(random, ['|', ' | ', ' ', '.', '_'])) },
  '13 cases, annoncé': {
    labelled: true,
    write: (random, full) => [...full.slice(0, 13)].join(one(random, ['|', ' | ', ' '])),
  },
  'minuscules, pleine chasse': {
    write: (random, full) =>
      random() < 0.5
        ? full.toLowerCase()
        : full.replace(/[0-9]/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  },
  '15 annoncé': { labelled: true, write: (random, full) => (random() < 0.5 ? full : grouped(full, ' ')) },
  '13 annoncé': {
    labelled: true,
    write: (random, full) => (random() < 0.5 ? full.slice(0, 13) : grouped(full.slice(0, 13), ' ')),
  },
};

/** A text around what is written, and where that stands in it. */
export function inText(random, written, labelled) {
  const before = labelled ? one(random, LABELS) : one(random, BEFORE);
  return {
    text: `${before}${written}${one(random, AFTER)}`,
    start: before.length,
    end: before.length + written.length,
  };
}

const LETTERS = { 0: 'Oo', 1: 'Il|!', 2: 'Zz', 5: 'Ss', 6: 'Gb', 8: 'B', 9: 'gq' };

/**
 * A number as a scan gives it: each character misread at `rate`, half of the times as a letter or sign that looks like it, else
 * as any digit. `taken`: the number with its letters taken for what they look like; `wrongDigits`: how many of its digits are wrong.
 */
export function misread(random, full, rate) {
  let taken = '';
  let noisy = '';
  let wrongDigits = 0;
  for (const character of full) {
    const looks = LETTERS[character];
    const isRead = random() >= rate;
    if (!isRead && looks !== undefined && random() < 0.5) {
      noisy += one(random, [...looks]);
      taken += character;
      continue;
    }
    const read = isRead ? character : String(below(random, 10));
    if (read !== character) wrongDigits += 1;
    noisy += read;
    taken += read;
  }
  // A B is Corsica's after a 2 alone; elsewhere it is read for an 8, and the key judges that.
  return { noisy, taken: taken.replace(/^(.{5}[^2])B/, '$18'), wrongDigits };
}
