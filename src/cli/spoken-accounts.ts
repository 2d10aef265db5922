import type { DocumentAccount } from '../operations/documents/reconcile-documents';
import { LETTER_CLASSES, type LetterAccount, type LetterClass } from '../operations/letters-of-day.query';
import type { ReceiptClass, Reconciliation } from '../operations/reconciliation.query';
import { counted } from './spoken-counts';

const CLASSES: Readonly<Record<ReceiptClass, string>> = {
  'under-way': 'en cours',
  answered: 'répondus',
  'waiting-sender': 'attendent l’expéditeur',
  'with-agent': 'chez un agent',
  'set-aside': 'mis de côté',
  closed: 'clos',
  joined: 'joints à un autre',
  failed: 'en échec',
};
const CHANNELS = { email: 'e-mails', post: 'lettres' } as const;
const FIRST_COLUMN = 24;
const COLUMN = 10;

/** A day's account as lines of a table: a line a class, a column a channel. */
export function spokenDay({ day, channels, selfChecks, parts, letters }: Reconciliation): string {
  const line = (title: string, cells: readonly string[]): string =>
    `${title.padEnd(FIRST_COLUMN)}${cells.map((cell) => cell.padStart(COLUMN)).join('')}`;
  const row = (title: string, of: (channel: Reconciliation['channels'][number]) => number): string =>
    line(
      title,
      channels.map((channel) => of(channel).toLocaleString('fr-FR')),
    );
  const classes = Object.entries(CLASSES) as [ReceiptClass, string][];
  const headings = channels.map(({ channel }) => CHANNELS[channel]);
  return [
    line(`Reçus le ${day}`, headings),
    ...classes.map(([name, title]) => row(title, (channel) => channel.classes[name])),
    row('en tout', (channel) => channel.received),
    ...spokenLetters(letters),
    ...(parts.count === 0 ? [] : [`En plus, ${counted(parts.count, 'courrier', 'courriers')} de pages d’un autre.`]),
    ...(selfChecks === 0 ? [] : [`En plus, ${counted(selfChecks, 'essai', 'essais')} de bon fonctionnement.`]),
  ].join('\n');
}

/** Of one letter, and of several. */
const LETTERS: Readonly<Record<LetterClass, readonly [string, string]>> = {
  waiting: ['en attente de lot', 'en attente de lot'],
  handed: ['remise à l’impression', 'remises à l’impression'],
  printed: ['imprimée', 'imprimées'],
  posted: ['postée', 'postées'],
  undelivered: ['revenue', 'revenues'],
  unaccounted: ['sans nouvelles depuis plus de 7\u00a0jours', 'sans nouvelles depuis plus de 7\u00a0jours'],
  'in-doubt': ['peut-être remise (restauration)', 'peut-être remises (restauration)'],
  unreadable: ['illisible, chez un agent', 'illisibles, chez un agent'],
};

function spokenLetters(letters: LetterAccount): string[] {
  if (letters.left === 0) return [];
  const told = LETTER_CLASSES.filter((name) => letters[name] > 0).map((name) =>
    counted(letters[name], ...LETTERS[name]),
  );
  return [
    `Parties par la poste ce jour\u00a0: ${counted(letters.left, 'lettre', 'lettres')}, dont ${told.join(', ')}.`,
  ];
}

/** What the stored documents held against the rows came to; what is nil goes unsaid but for orphans and lost ones. */
export function spokenDocuments(account: DocumentAccount): string {
  const { stored, storedBytes, named, orphans, missing, halfFiles, young, beingErased, unreadableReplies } = account;
  const rare: readonly [number, string, string][] = [
    [halfFiles, 'fichier à moitié écrit', 'fichiers à moitié écrits'],
    [young, 'trop récent pour être jugé', 'trop récents pour être jugés'],
    [beingErased, 'en cours d’effacement', 'en cours d’effacement'],
    [unreadableReplies, 'réponse qui ne s’ouvre pas', 'réponses qui ne s’ouvrent pas'],
  ];
  return `${[
    `${counted(stored, 'document gardé', 'documents gardés')} (${counted(storedBytes, 'octet', 'octets')})`,
    `${counted(named, 'nommé', 'nommés')} par des courriers`,
    counted(missing, 'absent', 'absents'),
    `${counted(orphans, 'que', 'que')} rien ne nomme`,
    ...rare.filter(([count]) => count > 0).map(([count, one, several]) => counted(count, one, several)),
  ].join(', ')}.`;
}
