import { mail, OFFICE } from '../../fixtures/demo/make/mail.mjs';
import { personOf, spacedNir } from './people.mjs';

/**
 * What is sent in, known from its making. `expected.state` is where an item ends when nothing disturbs it, `expected.reply`
 * the channel by which a machine answers it once, null where none does. Broken mail may end anywhere, answered at most once.
 */
const DATE = 'Mon, 23 Nov 2026 08:12:41 +0100';
const answered = (reply) => ({ state: 'answered', reply });

const attestation = (person, n) =>
  `Bonjour,\n\nPouvez-vous m'envoyer une attestation de paiement pour mon propriétaire ? (envoi ${n})\nMon numéro de sécurité sociale est le ${spacedNir(person)}.\n\nMerci,\n${person.firstName} ${person.lastName}\n`;
const access = (person, n) =>
  `Bonsoir,\n\nje n'arrive plus à me connecter à mon compte caf.fr, j'ai oublié mon mot de passe. (envoi ${n})\nNuméro de sécurité sociale : ${spacedNir(person)}\n\n${person.firstName} ${person.lastName}\n`;
const moved = (person, n) =>
  `Bonjour,\n\nNous avons déménagé le 1er novembre (envoi ${n}). Nouvelle adresse : 4 rue des Capucines, 86000 Poitiers. Pouvez-vous mettre mon dossier à jour ?\n\nNuméro de sécurité sociale : ${spacedNir(person)}\n${person.firstName} ${person.lastName}\n`;
const danger = (person, n) =>
  `Bonjour je suis partie de la maison, mon compagnon me frappe. J'ai besoin d'une attestation de paiement pour le foyer. (envoi ${n}) ${spacedNir(person)} ${person.firstName} ${person.lastName}\n`;

const fromPerson = (person, over) => ({
  from: [`${person.firstName} ${person.lastName}`, person.email],
  subject: 'Demande',
  ...over,
});

/** Kind → share of the mail, what it should come to, and its message (by what `mail` of the samples takes). */
export const MAIL_KINDS = {
  'attestation by e-mail': {
    share: 24,
    expected: answered('email'),
    write: (n, person) => fromPerson(person, { text: attestation(person, n) }),
  },
  'access by e-mail': {
    share: 12,
    expected: answered('email'),
    write: (n, person) => fromPerson(person, { text: access(person, n) }),
  },
  'attestation by post': {
    share: 10,
    expected: answered('post'),
    write: (n, person) => fromPerson(person, { text: attestation(person, n), auth: 'fail' }),
  },
  'no identifier': {
    share: 18,
    expected: { state: 'waiting-sender', reply: 'email' },
    write: (n) => ({
      from: ['Personne Inventée', `inconnu${n}@exemple.invalid`],
      subject: 'attestation',
      text: `Bonjour,\n\nje voudrais une attestation de paiement s'il vous plait (envoi ${n})\n\nPersonne Inventée\n`,
    }),
  },
  'change of address': {
    share: 8,
    expected: { state: 'needs-agent', reply: 'email' },
    write: (n, person) => fromPerson(person, { text: moved(person, n) }),
  },
  'to an agent': {
    share: 10,
    expected: { state: 'needs-agent', reply: null },
    write: (n, person) => fromPerson(person, { text: danger(person, n) }),
  },
  automatic: {
    share: 10,
    expected: { state: 'set-aside', reply: null },
    write: (n) => ({
      from: ['Service location', `location${n}@agence.exemple.invalid`],
      mailFrom: '',
      subject: 'Réponse automatique : votre message',
      headers: ['Auto-Submitted: auto-replied'],
      text: `Bonjour,\n\nJe suis absente jusqu'au 30 novembre (envoi ${n}).\n`,
    }),
  },
  broken: { share: 8, expected: { state: null, reply: null }, write: null },
};

/** Message `n` of this kind: its bytes, and the envelope that carries it. */
export function messageOf(kind, n, random) {
  if (kind === 'broken') return { from: `casse${n}@exemple.invalid`, to: OFFICE, bytes: brokenMail(n, random) };
  const message = { file: `chaos-${n}`, date: DATE, ...MAIL_KINDS[kind].write(n, personOf(n)) };
  return { from: message.mailFrom ?? message.from[1], to: OFFICE, bytes: mail(message) };
}

/** Mail as it arrives broken: cut off, its boundary lost, noise for a body, headers only, none at all. */
function brokenMail(n, random) {
  const whole = mail({
    file: `chaos-${n}`,
    date: DATE,
    from: ['Personne Inventée', `casse${n}@exemple.invalid`],
    subject: `Envoi ${n}`,
    text: `Bonjour (envoi ${n})\n`,
    parts: [{ type: 'application/pdf', name: 'demande.pdf', encoding: 'base64', bytes: Buffer.from('%PDF-1.7 rien') }],
  });
  const noise = Buffer.from(Array.from({ length: 700 }, () => 128 + Math.floor(random() * 128)));
  const end = Buffer.from('\r\n');
  const forms = [
    () => whole.subarray(0, Math.floor(whole.length * (0.3 + random() * 0.6))),
    () => Buffer.from(whole.toString('latin1').replace(/boundary="[^"]+"/, 'boundary="perdue"'), 'latin1'),
    () => Buffer.concat([Buffer.from(`From: casse${n}@exemple.invalid\r\nSubject: ${n}\r\n\r\n`), noise]),
    () => Buffer.from(`From: casse${n}@exemple.invalid\r\nSubject: ${n}\r\n`),
    () => Buffer.from(`sans en-tête ${n}\r\n`),
  ];
  const bytes = forms[Math.floor(random() * forms.length)]();
  // A transfer ends on a line's end whatever is in it: the same bytes are then kept as were made.
  const text = bytes.toString('latin1').replace(/\r\n?|\n/g, '\r\n');
  return Buffer.concat([Buffer.from(text, 'latin1'), text.endsWith('\r\n') ? Buffer.alloc(0) : end]);
}
