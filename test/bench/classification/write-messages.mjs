/** The labelled messages of the frames, the same for the same seed. Every person and number in them is invented. */
import { createHash } from 'node:crypto';
import { seeded } from '../nir/make-texts.mjs';
import { below, one, shuffled } from './choose.mjs';
import { asOnAPhone, inCapitals, withoutAccents, withSlips, wrapped } from './misspell.mjs';

const GREETINGS = [
  'Bonjour,',
  'Bonjour',
  'Madame, Monsieur,',
  'Bonsoir,',
  'Bonjour Madame,',
  'Messieurs,',
  'A l’attention du service,',
  'salut',
];
const FILLERS = [
  'J’espère que vous allez bien.',
  'Je me permets de vous écrire.',
  'Je reviens vers vous.',
  'Je vous contacte ce jour.',
  'Désolé de vous déranger.',
  'Je n’arrive jamais à vous avoir au téléphone.',
  'Je m’appelle Jeanne Exemple.',
  'je suis Thi Exemple',
  'Je soussigné Paul Fictif,',
];
const CLOSINGS = [
  'Cordialement',
  'Bien cordialement,',
  'Merci d’avance.',
  'Merci de votre réponse',
  'Dans l’attente de votre réponse, je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.',
  'Bonne journée',
  'Je vous remercie de votre aide.',
  'Merci beaucoup pour votre aide.',
  'Merci beaucoup',
  'merci bcp',
  'Merci infiniment pour votre aide précieuse.',
  'Mille mercis',
  'Bien à vous',
  'Merci de votre compréhension et bonne fin de journée.',
  'En vous remerciant par avance pour votre compréhension.',
  'Veuillez recevoir, Madame, Monsieur, l’expression de mes sentiments respectueux.',
  'merci',
];
const NAMES = [
  'Jeanne Exemple',
  'Karim Fictif',
  'EXEMPLE Lucie',
  'Mme Inventée',
  'M. Nguyen-Exemple',
  'fatima imaginaire',
  'Paul Personne',
];
const NUMBERS = [
  'NIR : 2 69 05 49 588 157 80',
  'n° sécu 1850578006084',
  'Numéro de sécurité sociale 2 55 08 14 168 025 38',
  'N° allocataire 0260311',
  'mon numero 2690549588157',
  'Tél. 06 00 00 00 00',
];
/** What people say of themselves to be recognised, whatever they ask for. */
const PARTICULARS = [
  'Née le 19/12/1973 à Saint-Denis de la Réunion.',
  'né le 3 mars 1985 à Rennes',
  'Je suis née le 02.11.1990.',
  'Mme Exemple épouse Fictif, née le 14 juillet 1962',
  '7 bis avenue des Fleurs\n69003 Lyon',
  '3 allée des Tilleuls, 44000 Nantes',
  'Résidence Les Cèdres, bâtiment B, 31000 Toulouse',
  'Mon adresse : 5 chemin des Flamboyants, 97400 Saint-Denis',
  'Mère de Léa et Noé',
  'Tél. 06 00 00 00 00 – IBAN sur demande',
  'jeanne.exemple@exemple.invalid',
];
const FOOTERS = [
  'Ce message et ses pièces jointes peuvent contenir des informations confidentielles et sont établis à l’intention exclusive de leurs destinataires. Si vous avez reçu ce message par erreur, merci de le supprimer et d’avertir l’expéditeur.',
  'Pensez à l’environnement avant d’imprimer ce message.',
  'Sans virus. www.exemple.invalid',
  'This message is confidential and intended solely for the addressee.',
];
const DEVICES = ['Envoyé de mon iPhone', 'Envoyé depuis mon téléphone Orange', 'Télécharger Outlook pour Android'];
/** What of ours is quoted below an answer: it speaks of everything, and asks for nothing. */
const QUOTED = [
  'Nous avons bien reçu votre demande d’attestation de paiement. Pour vous connecter, utilisez votre numéro de sécurité sociale et votre mot de passe.',
  'Votre changement d’adresse est enregistré. Merci de nous adresser votre RIB et les pièces justificatives demandées.',
  'Un trop-perçu vous est réclamé. Vous pouvez saisir la commission de recours amiable dans les deux mois.',
];
const INTRODUCTIONS = [
  'Le lun. 2 mars 2026 à 10:12, Caf <contact@caf.invalid> a écrit :',
  '-----Message d’origine-----',
];
const BARE_BODIES = [
  'Voir pièce jointe.',
  'ci joint mon courrier',
  'Bonjour, veuillez trouver ma lettre en PJ. Cordialement',
];
const SUBJECTS = ['', '', '', 'Caf', 'Demande', 'question', 'IMPORTANT', 'Mon dossier', 'URGENT'];

const filled = (random, slots, text) =>
  text.replace(/\{(\w+)\}/g, (_braces, name) => {
    if (slots[name] === undefined) throw new Error(`no slot «${name}»`);
    return one(random, slots[name]);
  });

const WRITINGS = [
  (_random, text) => text,
  (_random, text) => text,
  (_random, text) => withoutAccents(text).toLowerCase(),
  (random, text) => asOnAPhone(random, text),
  (random, text) => withSlips(random, text, 8),
  (random, text) => (text.length < 160 ? inCapitals(text) : withSlips(random, text, 12)),
];

/**
 * @param seed with the frame's text it makes the messages: another frame more or less changes none of them
 * @param frames those to write
 * @param each messages a frame: the first of each set of six is written as the frame stands, the others worse
 * @returns `{frame, kinds, danger, subject, body, attachment, page}`
 */
export function writeMessages(seed, frames, slots, each) {
  return frames.flatMap((frame) => {
    const random = seeded(createHash('sha256').update(`${seed}\n${frame.text}`).digest().readUInt32LE());
    const writings = shuffled(random, WRITINGS);
    return Array.from({ length: each }, (_, at) => {
      const text = writings[at % writings.length](random, filled(random, slots, frame.text.trim()));
      return { frame, kinds: frame.kinds, danger: frame.danger, ...dressed(random, text) };
    });
  });
}

/** Each frame's words alone, with nothing around them. */
export const bareMessages = (seed, frames, slots) => {
  const random = seeded(seed);
  return frames.map((frame) => {
    const body = filled(random, slots, frame.text.trim());
    return { frame, kinds: frame.kinds, danger: frame.danger, subject: '', body, attachment: '', page: '' };
  });
};

/** The words of a frame with what stands around them in a real message. */
function dressed(random, text) {
  const way = random();
  const [, title, rest] = /^objet\s*:?\s*([^.]{3,60})[.]\s+(.+)$/is.exec(text) ?? [];
  if (way < 0.1)
    return {
      subject: one(random, SUBJECTS),
      body: one(random, BARE_BODIES),
      attachment: letter(random, text),
      page: '',
    };
  if (way < 0.2) return { subject: '', body: '', attachment: '', page: wrapped(letter(random, text), 60) };
  if (way < 0.25 && text.length < 90)
    return { subject: text, body: one(random, ['', 'merci', 'Cordialement']), attachment: '', page: '' };
  const body = mail(random, random() < 0.4 ? wrapped(rest ?? text, 72) : (rest ?? text));
  return { subject: title ?? one(random, SUBJECTS), body, attachment: '', page: '' };
}

function letter(random, text) {
  const lines = [
    one(random, NAMES),
    one(random, NUMBERS),
    one(random, PARTICULARS),
    '',
    one(random, GREETINGS),
    '',
    text,
    '',
    one(random, CLOSINGS),
    one(random, NAMES),
  ];
  return lines.join('\n');
}

function mail(random, text) {
  const lines = [];
  const maybe = (chance, make) => random() < chance && lines.push(...make());
  maybe(/^(?:bonjour|bjr|slt|madame|bonsoir)/i.test(text) ? 0.1 : 0.8, () => [one(random, GREETINGS)]);
  maybe(0.15, () => [one(random, FILLERS)]);
  lines.push(text);
  maybe(0.7, () => [one(random, CLOSINGS)]);
  maybe(0.6, () => [one(random, NAMES)]);
  maybe(0.5, () => [one(random, NUMBERS)]);
  maybe(0.3, () => [one(random, PARTICULARS)]);
  maybe(0.15, () => ['-- ', one(random, NAMES), 'Conseillère en assurance', 'Tél. 06 00 00 00 00']);
  maybe(0.15, () => ['', one(random, FOOTERS)]);
  maybe(0.15, () => ['', one(random, DEVICES)]);
  maybe(0.2, () => [
    '',
    one(random, INTRODUCTIONS),
    ...one(random, QUOTED)
      .split(/(?<=\.) /)
      .map((line) => `> ${line}`),
  ]);
  return lines.join(below(random, 3) === 0 ? '\n\n' : '\n');
}

/** Two messages of different kinds, one below the other, as one. */
export function joinedMessages(random, frames, slots, count) {
  const single = frames.filter(({ kinds }) => kinds?.length === 1);
  return Array.from({ length: count }, () => {
    const first = one(random, single);
    let second = one(random, single);
    while (second.kinds[0] === first.kinds[0]) second = one(random, single);
    const [above, below_] = [first, second].map(({ text }) => filled(random, slots, text.trim()));
    const kinds = [...first.kinds, ...second.kinds].sort();
    return { frame: first, kinds, danger: false, subject: '', body: `${above}\n${below_}`, attachment: '', page: '' };
  });
}
