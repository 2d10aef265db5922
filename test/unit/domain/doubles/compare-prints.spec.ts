import { createHmac } from 'node:crypto';
import type { ReadItem } from '../../../../src/domain/correspondence';
import { comparePrints, overlap } from '../../../../src/domain/doubles/compare-prints';
import { letterPrintOf, type PrintKeys } from '../../../../src/domain/doubles/letter-print';
import { aReadItem } from '../../../builders/a-read-item';

/** Real: prints and their comparison. Fake: the readings; people and numbers are invented. */
const KEYS: PrintKeys = { digest: (text) => createHmac('sha256', 'essai').update(text).digest(), seed: 7 };
const print = (item: Parameters<typeof aReadItem>[0], kinds = ['attestation-paiement']) =>
  letterPrintOf(aReadItem(item), kinds, KEYS);

const ASK = `Bonjour,

Je vous écris pour obtenir une attestation de paiement pour le mois d’avril 2026. Mon propriétaire la demande avant le 12 mai.
Mon numéro de sécurité sociale est le 2 55 08 14 168 025 38.

Merci d’avance,
Jeanne Dupont`;
const ON_PAPER = `Mme Jeanne Dupont
1 rue de la Paix
75000 Paris

Paris, le 3 mai 2026

${ASK}`;

/** One sign in `every` read as another, as OCR does; figures are left whole. */
function misread(text: string, every: number): string {
  const wrong = 'cloinmause';
  return [...text]
    .map((sign, at) => (at % every === every - 1 && /\p{L}/u.test(sign) ? (wrong[at % wrong.length] ?? sign) : sign))
    .join('');
}
const attachment = (sha256: string): ReadItem['attachments'][number] => ({
  name: 'a.pdf',
  type: 'application/pdf',
  bytes: 1,
  sha256,
});

describe('the same letter, received twice', () => {
  it.each([
    [
      'an e-mail, relayed twice',
      { body: ASK },
      { body: `${ASK}\n`, messageId: '<2@relais.invalid>', subject: 'Fwd: x' },
    ],
    ['with what a reply quotes below', { body: ASK }, { body: ASK, quoted: 'Le 2 mai, la Caf a écrit : bonjour' }],
    ['on paper, with its address on top', { body: ASK }, { page: ON_PAPER }],
    ['on paper, one sign in fifty misread', { body: ASK }, { page: misread(ON_PAPER, 50) }],
    ['scanned twice', { page: misread(ON_PAPER, 67) }, { page: misread(ON_PAPER, 71) }],
    ['in other typography', { body: ASK }, { body: ASK.replaceAll('’', "'").replaceAll('\n', '\r\n').toUpperCase() }],
  ])('%s', (_, one, other) => {
    expect(comparePrints(print(one), print(other))).toBe('same');
    expect(comparePrints(print(other), print(one))).toBe('same');
  });

  it.each([
    ['another month on paper', { body: ASK }, { page: ON_PAPER.replace('avril', 'mars') }],
    ['another number on paper', { body: ASK }, { page: ON_PAPER.replace('025 38', '026 38') }],
    ['so misread that its figures are gone', { body: ASK }, { page: ON_PAPER.replace(/12 mai/, 'l2 mai') }],
    [
      'with something attached that nobody can compare',
      { body: ASK, attachments: [attachment('aa')] },
      { page: ON_PAPER },
    ],
  ])('%s is for a person to say', (_, one, other) => {
    expect(comparePrints(print(one), print(other))).toBe('like');
  });

  it('asks for the same on paper, or is for a person to say', () => {
    expect(comparePrints(print({ body: ASK }), print({ page: ON_PAPER }, ['attestation-paiement', 'adresse']))).toBe(
      'like',
    );
  });

  const OTHER = `Bonjour, j’ai déménagé le 2 mai et je voudrais changer mon adresse : 4 rue des Capucines, 86000 Poitiers. Je voudrais aussi
savoir quand mon aide au logement sera versée. Numéro de sécurité sociale : 2 55 08 14 168 025 38. Cordialement, Jeanne Dupont`;
  it.each([
    ['another letter of the same person', { body: ASK }, { page: OTHER }],
    ['another e-mail by one word', { body: ASK }, { body: ASK.replace('avril', 'mai') }],
    [
      'the same words with other things attached',
      { body: ASK, attachments: [attachment('aa')] },
      { body: ASK, attachments: [attachment('bb')] },
    ],
    ['the same words with and without attachments', { body: ASK }, { body: ASK, attachments: [attachment('aa')] }],
    ['too short to say', { body: 'Bonjour, une attestation svp' }, { body: 'Bonjour, une attestation svp' }],
    ['empty', { body: '' }, { body: '' }],
    ['empty pages', { page: ' ' }, { page: ' ' }],
  ])('%s is none', (_, one, other) => {
    expect(comparePrints(print(one), print(other))).toBe('other');
  });

  it('knows a short message again by what is attached to it', () => {
    const short = { body: 'ci-joint', attachments: [attachment('aa'), attachment('bb')] };
    const turned = { body: 'Ci-joint !', attachments: [attachment('bb'), attachment('aa')] };
    expect(comparePrints(print(short), print(turned))).toBe('same');
  });

  it('estimates what long letters share', () => {
    const long = Array.from({ length: 400 }, (_, n) => `phrase ${n * 7919} numero ${n * 104729}`);
    const { shared, contained } = overlap(
      print({ body: long.join(' ') }),
      print({ page: long.slice(0, 200).join(' ') }),
    );
    expect(shared).toBeGreaterThan(0.4);
    expect(shared).toBeLessThan(0.6);
    expect(contained).toBeGreaterThan(0.85);
  });

  it('makes a print of a megabyte without its text in it', () => {
    const found = print({ body: ASK.repeat(4_000) });
    expect(found.sketch.length).toBeLessThanOrEqual(256);
    expect(Buffer.from(found.exact).toString('latin1')).not.toContain('jeanne');
  });
});
