/** Messages of invented people, each with who really wrote it: the only person whom it may be matched to. */
import { below, one } from './make-people.mjs';
import { grouped, misread } from './write-numbers.mjs';

const ASKS = [
  'je voudrais une attestation de paiement',
  'pouvez-vous m’envoyer mon quotient familial ?',
  'je n’arrive plus à me connecter à mon compte',
  'je vous signale mon changement d’adresse',
];
const CLOSINGS = ['Cordialement', 'Bien à vous', 'Merci d’avance', 'Salutations distinguées'];
const GREETINGS = ['Bonjour,', 'Madame, Monsieur,', 'Bonsoir,'];

const nameOf = (random, { firstName, lastName, birthName }) => {
  const last = birthName !== null && random() < 0.15 ? birthName : lastName;
  return one(random, [
    `${firstName} ${last}`,
    `${last.toUpperCase()} ${firstName}`,
    `${firstName.toUpperCase()} ${last.toUpperCase()}`,
  ]);
};
const french = (date) => date.split('-').reverse().join('/');

const folded = (name) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z]+/);

/** Whether one letter lost, added or changed makes one word of the other. */
function differByOneLetter(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const [rest, otherRest] = [one.slice(same), other.slice(same)];
  return [rest, rest.slice(1)].some((left) => left === otherRest.slice(1) || left === otherRest);
}

/** Two people of one name cannot be told apart by it, nor those whose names a slip of the pen or a marriage parts. */
function areNamesakes(one, other) {
  const lasts = ({ lastName, birthName }) => [lastName, birthName].filter((name) => name !== null).flatMap(folded);
  if (one.firstName !== other.firstName) return false;
  return lasts(one).some((name) => lasts(other).some((theirs) => differByOneLetter(name, theirs)));
}

/** How a number is written in a letter: with a label or not, with or without its key. */
function numberOf(random, people, { nir }) {
  const number = random() < 0.6 ? people.full(nir) : nir;
  const written = random() < 0.5 ? number : grouped(number, one(random, [' ', '.', '-', '\u00a0']));
  return `${one(random, ['', 'NIR : ', 'n° de sécu ', 'numéro de sécurité sociale : '])}${written}`;
}

function letter(random, lines, signature) {
  return [one(random, GREETINGS), ...lines, one(random, ASKS), one(random, CLOSINGS), signature]
    .filter((line) => line !== '')
    .join('\n');
}

const byMail = (body, from = null) => ({ body, from });

/** `writer` is `[file, index]`, or null where nobody of the directory writes for themselves: then nothing may be matched. */
const SCENES = {
  'écrit avec son numéro et signe': ({ random, people, file, index }) => ({
    writer: [file, index],
    mayMatch: true,
    ...byMail(letter(random, [numberOf(random, people, file.persons[index])], nameOf(random, file.persons[index]))),
  }),
  'numéro seul, sans nom': ({ random, people, file, index }) => ({
    writer: [file, index],
    ...byMail(letter(random, [numberOf(random, people, file.persons[index])], '')),
  }),
  'né(e) le, nom de famille seul': ({ random, people, file, index }) => {
    const { lastName, birthDate, sex } = file.persons[index];
    const born = `${sex === 'F' ? 'née' : 'né'} le ${french(birthDate)}`;
    return {
      writer: [file, index],
      mayMatch: true,
      ...byMail(letter(random, [`${numberOf(random, people, file.persons[index])} ${born}`], lastName)),
    };
  },
  'signe du numéro du conjoint': ({ random, people, file, index }) => {
    const other = file.persons.findIndex(({ role }, at) => at !== index && role !== 'enfant');
    if (other < 0 || areNamesakes(file.persons[other], file.persons[index])) return null;
    return {
      writer: [file, index],
      ...byMail(letter(random, [numberOf(random, people, file.persons[other])], nameOf(random, file.persons[index]))),
    };
  },
  'son numéro et celui du conjoint': ({ random, people, file, index }) => {
    const other = file.persons.findIndex(({ role }, at) => at !== index && role !== 'enfant');
    if (other < 0) return null;
    const spouse = file.persons[other].sex === 'M' ? 'mon mari' : 'ma femme';
    const lines = [
      `moi : ${numberOf(random, people, file.persons[index])}`,
      `${spouse} : ${numberOf(random, people, file.persons[other])}`,
    ];
    if (random() < 0.5) lines.reverse();
    return {
      writer: [file, index],
      mayMatch: true,
      ...byMail(letter(random, lines, nameOf(random, file.persons[index]))),
    };
  },
  'numéro de l’enfant': ({ random, people, file, index }) => {
    const child = file.persons.findIndex(({ role }) => role === 'enfant');
    if (child < 0) return null;
    const words = one(random, ['', 'pour mon enfant ', `${file.persons[child].firstName} : `]);
    return {
      writer: [file, index],
      ...byMail(
        letter(
          random,
          [`${words}${numberOf(random, people, file.persons[child])}`],
          nameOf(random, file.persons[index]),
        ),
      ),
    };
  },
  'pour un parent d’un autre dossier': ({ random, people, file, index, stranger }) => {
    const old = stranger.persons[0];
    const parent = old.sex === 'M' ? 'mon père' : 'ma mère';
    const lines = [`je vous écris pour ${parent} ${old.firstName} ${old.lastName}, ${numberOf(random, people, old)}`];
    return { writer: [file, index], ...byMail(letter(random, lines, nameOf(random, file.persons[index]))) };
  },
  'numéro d’un inconnu, son propre nom': ({ random, people, file, index, stranger }) => {
    const [other] = stranger.persons;
    if (areNamesakes(other, file.persons[index])) return null;
    return {
      writer: [file, index],
      ...byMail(letter(random, [numberOf(random, people, other)], nameOf(random, file.persons[index]))),
    };
  },
  'homonyme : son numéro et son nom': ({ random, people, namesakes }) => {
    if (namesakes === null) return null;
    const [file] = namesakes;
    return {
      writer: [file, 0],
      mayMatch: true,
      ...byMail(
        letter(
          random,
          [numberOf(random, people, file.persons[0])],
          nameOf(random, { ...file.persons[0], birthName: null }),
        ),
      ),
    };
  },
  'numéro de l’homonyme, sa propre naissance': ({ random, people, namesakes }) => {
    if (namesakes === null) return null;
    const [mine, theirs] = namesakes;
    const { sex, birthDate } = mine.persons[0];
    const born = `${sex === 'F' ? 'née' : 'né'} le ${french(birthDate)}`;
    const name = nameOf(random, { ...mine.persons[0], birthName: null });
    return {
      writer: [mine, 0],
      ...byMail(letter(random, [`je suis ${name}, ${born}`, numberOf(random, people, theirs.persons[0])], name)),
    };
  },
  'numéro de l’homonyme, son propre n° allocataire': ({ random, people, namesakes }) => {
    if (namesakes === null) return null;
    const [mine, theirs] = namesakes;
    const name = nameOf(random, { ...mine.persons[0], birthName: null });
    return {
      writer: [mine, 0],
      ...byMail(
        letter(random, [`n° allocataire ${mine.numeroAllocataire}`, numberOf(random, people, theirs.persons[0])], name),
      ),
    };
  },
  'assistante sociale': ({ random, people, file, index }) => {
    const person = file.persons[index];
    const lines = [
      `j’accompagne ${person.sex === 'F' ? 'Mme' : 'M.'} ${person.firstName} ${person.lastName}, ${numberOf(random, people, person)}`,
    ];
    return {
      writer: null,
      ...byMail(letter(random, lines, 'Claire Lambda\nAssistante sociale\nCCAS de Ville-Exemple')),
    };
  },
  'cité dans le message d’un autre': ({ random, people, file, index, stranger }) => {
    if (areNamesakes(file.persons[index], stranger.persons[0])) return null;
    return {
      writer: [stranger, 0],
      body: letter(random, [], nameOf(random, stranger.persons[0])),
      quoted: `> ${numberOf(random, people, file.persons[index])}\n> ${nameOf(random, file.persons[index])}`,
      from: null,
    };
  },
  'page numérisée, 2 % de bruit': (scene) => scannedPage(scene, 0.02),
  'page numérisée, 5 % de bruit': (scene) => scannedPage(scene, 0.05),
  'jumeaux : numéro bruité': ({ random, people, file, index }) => {
    const children = file.persons.filter(({ role }) => role === 'enfant');
    if (children.length < 2) return null;
    const { noisy } = misread(random, people.full(children[0].nir), 0.05);
    return { writer: [file, index], page: letter(random, [grouped(noisy, ' ')], nameOf(random, file.persons[index])) };
  },
};

function scannedPage({ random, people, file, index }, rate) {
  const person = file.persons[index];
  const written = numberOf(random, people, person).replace(/[\d][\dAB .\u00a0-]{11,}/, (number) =>
    [...number]
      .map((character) => (/\d/.test(character) ? misread(random, character, rate).noisy : character))
      .join(''),
  );
  return { writer: [file, index], mayMatch: true, page: letter(random, [written], nameOf(random, person)) };
}

export const SCENE_NAMES = Object.keys(SCENES);

/** One message of a kind by somebody grown up of the household, or null where the household has nobody for it. */
export function writeMessage(name, random, people, namesakes) {
  const file = one(random, people.files);
  const grown = file.persons.filter(({ role }) => role !== 'enfant').length;
  const stranger = one(random, people.files);
  if (stranger === file) return null;
  return SCENES[name]({
    random,
    people,
    file,
    index: below(random, grown),
    stranger,
    namesakes: namesakes.length === 0 ? null : one(random, namesakes),
  });
}

/** Pairs of files whose allocataires have the same first and last name and sex, and were born on different days. */
export function namesakesOf(files) {
  const byName = new Map();
  for (const file of files) {
    const { firstName, lastName, sex } = file.persons[0];
    const key = `${firstName} ${lastName} ${sex}`;
    byName.set(key, [...(byName.get(key) ?? []), file]);
  }
  return [...byName.values()].flatMap((same) =>
    same.slice(1).flatMap((file, at) => {
      const pair = [same[at], file];
      return pair[0].persons[0].birthDate === file.persons[0].birthDate ? [] : [pair, [...pair].reverse()];
    }),
  );
}
