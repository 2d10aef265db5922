/** All real; the counts are invented. */
import { spokenDay, spokenDocuments } from '../../../src/cli/spoken-accounts';
import { LETTER_CLASSES, type LetterAccount } from '../../../src/operations/letters-of-day.query';
import { RECEIPT_CLASSES, type ReceiptClass } from '../../../src/operations/reconciliation.query';

const classesOf = (counts: Partial<Record<ReceiptClass, number>>): Record<ReceiptClass, number> => ({
  ...(Object.fromEntries(RECEIPT_CLASSES.map((name) => [name, 0])) as Record<ReceiptClass, number>),
  ...counts,
});

const letters = {
  ...Object.fromEntries(LETTER_CLASSES.map((name) => [name, 0])),
  ...{ left: 14, posted: 12, undelivered: 2 },
} as LetterAccount;

describe('spokenDay', () => {
  const lines = spokenDay({
    day: '2026-11-23',
    received: 1238,
    selfChecks: 2,
    parts: { count: 0, classes: classesOf({}) },
    channels: [
      { channel: 'email', received: 1236, classes: classesOf({ answered: 1234, failed: 2 }) },
      { channel: 'post', received: 2, classes: classesOf({ 'with-agent': 2 }) },
    ],
    letters,
  }).split('\n');

  it('gives each class a line in French, each channel a column', () => {
    expect(lines.map((line) => line.replace(/ {2,}/g, '|'))).toEqual([
      'Reçus le 2026-11-23|e-mails|lettres',
      'en cours|0|0',
      'répondus|1\u202f234|0',
      'attendent l’expéditeur|0|0',
      'chez un agent|0|2',
      'mis de côté|0|0',
      'clos|0|0',
      'joints à un autre|0|0',
      'en échec|2|0',
      'en tout|1\u202f236|2',
      'Parties par la poste ce jour\u00a0: 14\u00a0lettres, dont 12\u00a0postées, 2\u00a0revenues.',
      'En plus, 2\u00a0essais de bon fonctionnement.',
    ]);
  });

  it('aligns the columns', () => {
    expect(new Set(lines.slice(0, -2).map((line) => line.length)).size).toBe(1);
  });
});

describe('spokenDocuments', () => {
  const nothing = { stored: 0, storedBytes: 0, named: 0, orphans: 0, missing: 0 };
  const rare = { halfFiles: 0, young: 0, beingErased: 0, unreadableReplies: 0 };

  it('says what is there, and that nothing lacks', () => {
    expect(spokenDocuments({ ...nothing, ...rare, stored: 2, storedBytes: 9000, named: 2 })).toBe(
      '2\u00a0documents gardés (9\u202f000\u00a0octets), 2\u00a0nommés par des courriers, 0\u00a0absent, 0\u00a0que rien ne nomme.',
    );
  });

  it('adds what is rare where there is some', () => {
    expect(spokenDocuments({ ...nothing, ...rare, halfFiles: 1, beingErased: 3 })).toContain(
      ', 1\u00a0fichier à moitié écrit, 3\u00a0en cours d’effacement.',
    );
  });
});
