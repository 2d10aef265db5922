import { type Composer, createComposer } from '../../../src/composition/compose-reply';
import type { Payment } from '../../../src/domain/directory/allocataire-file';
import type { ReplyDetails, ReplyOrder } from '../../../src/domain/reply';
import { anAllocataireFile, aPerson } from '../../builders/an-allocataire-file';
import {
  ATTESTATIONS,
  anAttestationOrder,
  DOCUMENTS,
  LETTERS,
  SIGNING_KEY,
  TEMPLATES_FOLDER,
} from './a-checked-document';
import { anOrderFor, aReplyOrder, DETAILS } from './a-reply-order';
import { checkPdfStructure } from './check-pdf-structure';
import { readPdf } from './read-pdf';

/** What nobody should type, and what files hold all the same: a sound document, or a refusal that says what to mend. Real: all of it. */
let composer: Composer;
beforeAll(async () => {
  composer = await createComposer({ templatesFolder: TEMPLATES_FOLDER, signingKeys: [SIGNING_KEY] });
});

type Outcome = { readonly refused: string; readonly message: string } | { readonly text: string };

/** In small letters and in large ones. @returns what all the documents say, once the rules hold for each */
async function outcomeOf(order: ReplyOrder): Promise<Outcome> {
  const texts: string[] = [];
  for (const largePrint of [false, true]) {
    const composed = await composer.compose({ ...order, largePrint });
    if (!composed.ok) return { refused: composed.error.code, message: composed.error.message };
    for (const { bytes } of composed.value.files) {
      const pdf = readPdf(bytes);
      expect(checkPdfStructure(pdf)).toEqual([]);
      texts.push(pdf.text);
    }
  }
  return { text: texts.join('\n') };
}

const ADDRESS = ['MADAME JEANNE DUPONT', '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', ''] as const;
const named = (firstName: string, lastName: string): ReplyOrder =>
  anAttestationOrder('attestation-paiement', {
    file: anAllocataireFile({ persons: [aPerson({ firstName, lastName })] }),
  });
const sentTo = (...address: string[]): ReplyOrder => aReplyOrder({ destination: { kind: 'post', address } });
const paid = (...payments: Payment[]): ReplyOrder =>
  anAttestationOrder('attestation-paiement', { file: anAllocataireFile({ payments }) });
const payment = (cents: number, benefit = 'APL'): Payment => ({ month: '2016-05', benefit, cents, nature: 'droit' });
const LONG = 'Anne-Marguerite-Eléonore '.repeat(4).trim();

describe('a sound document of', () => {
  it.each<[string, ReplyOrder, string]>([
    ['a name of 120 characters', named(LONG, 'de Montmorency-Bouteville'), 'Anne-Marguerite'],
    ['a name of 120 characters without a space', named('Jeanne', 'D'.repeat(112)), 'DDDDDDDD'],
    [
      'a wrong postcode',
      sentTo('MADAME JEANNE DUPONT', '', '', '1 RUE DE LA PAIX', '', '00000 NULLE PART', ''),
      '00000 NULLE PART',
    ],
    [
      'seven lines',
      sentTo(
        'MADAME JEANNE DUPONT',
        'APPT 12 ETAGE 3',
        'RESIDENCE DES LILAS',
        '1 RUE DE LA PAIX',
        'BP 12',
        '75000 PARIS',
        'BELGIQUE',
      ),
      'BELGIQUE',
    ],
    ['Greek and Cyrillic', named('Ελένη', 'Юлия'), 'Ελένη Юлия'],
    [
      'HTML in a name',
      named('<b>Jeanne</b><script>x</script>', 'Dupont & Fils'),
      '<b>Jeanne</b><script>x</script> Dupont & Fils',
    ],
    [
      'Markdown and a field in a name',
      named('**Jeanne** _D_', '{{ office.phone }} [a](b)'),
      '**Jeanne** _D_ {{ office.phone }} [a](b)',
    ],
    ['the largest amount', paid(payment(10_000_000)), '100 000,00 €'],
    ['a benefit of 200 letters', paid(payment(100, 'ALLOCATION'.repeat(20))), 'ALLOCATION'],
    [
      'a hundred payments',
      paid(...Array.from({ length: 100 }, (_, index) => payment(100 + index, `AIDE ${index}`))),
      'AIDE 99',
    ],
  ])('%s', async (_, order, shown) => {
    const outcome = await outcomeOf(order);
    expect('text' in outcome ? outcome.text.replace(/\s+/g, ' ') : JSON.stringify(outcome)).toContain(shown);
  });
});

describe('a clear refusal of', () => {
  it.each<[string, ReplyOrder, string, RegExp]>([
    [
      'an address line of 120 characters',
      sentTo('D'.repeat(120), ...ADDRESS.slice(1)),
      'address-line-too-long',
      /ligne 1.*38 caractères/,
    ],
    [
      'an address of nine lines',
      sentTo(...Array.from({ length: 9 }, () => 'LIGNE')),
      'address-too-many-lines',
      /9 lignes/,
    ],
    [
      'no town',
      sentTo('MADAME JEANNE DUPONT', '', '', '1 RUE DE LA PAIX', '', '', ''),
      'address-without-town',
      /sans code postal/,
    ],
    ['a script without glyphs', named('محمد', 'علي'), 'unwritable-text', /U\+0645/],
    ['an emoji', named('Jeanne', '👩'), 'unwritable-text', /U\+1F469/],
    ['an amount beyond the column', paid(payment(10_000_001)), 'amount-out-of-range', /trop grand/],
    ['a period without payments', { ...paid(payment(100)), months: ['2015-01'] }, 'no-payments', /aucun paiement/],
  ])('%s, saying what is wrong and never what was written', async (_, order, code, message) => {
    const outcome = await outcomeOf(order);
    expect(outcome).toEqual({ refused: code, message: expect.stringMatching(message) });
    expect('message' in outcome ? outcome.message : '').not.toMatch(/Jeanne|DUPONT|DDDD|علي|👩/);
  });
});

describe('before issue', () => {
  const relance = (details: ReplyDetails): ReplyOrder => anOrderFor('relance', { details: { ...DETAILS, ...details } });

  it('lists all that is empty and all that is doubtful, at once', async () => {
    const { firstWrittenOn, ...others } = DETAILS;
    expect(firstWrittenOn).toBeDefined();
    const order = anOrderFor('relance', {
      details: { ...others, answerBy: '2016-06-01', missingPieces: ['votre bail', '???'] },
    });
    expect(await outcomeOf(order)).toEqual({
      refused: 'empty-field',
      message:
        'lettre «\u00a0relance\u00a0»\u00a0: le champ «\u00a0first-written-on\u00a0» n’a pas de valeur pour cette réponse\u202f; les champs «\u00a0missing-pieces\u00a0», «\u00a0answer-by\u00a0» ont une valeur douteuse, à vérifier',
    });
  });

  it.each<[string, ReplyDetails]>([
    ['a deadline that is past', { answerBy: '2016-06-28' }],
    ['a first letter that is still to come', { firstWrittenOn: '2016-07-02' }],
    ['a piece that is still to be named', { missingPieces: ['à compléter'] }],
    ['a piece left blank', { missingPieces: ['votre bail', '____'] }],
  ])('does not issue %s', async (_, details) => {
    expect(await outcomeOf(relance(details))).toMatchObject({ refused: 'doubtful-field' });
    expect('text' in (await outcomeOf(relance({})))).toBe(true);
  });

  it('does not issue an office’s telephone that is none', async () => {
    const office = { ...aReplyOrder().office, phone: 'à venir' };
    expect(await outcomeOf(anOrderFor('deces', { office }))).toMatchObject({
      refused: 'doubtful-field',
      message: expect.stringContaining('office.phone'),
    });
  });
});

/** Names that no form refuses: each is drawn soundly in every template, or refused by what its fonts lack. */
const STRANGE: Readonly<Record<string, readonly [string, string]>> = {
  'a right-to-left override': ['Jeanne\u202e', '\u202btnopuD'],
  'accents that combine': ['Je\u0301ro\u0302me', 'N\u0303un\u0303ez'],
  'an accent on a letter that has none': ['J\u0301an', 'Dupont'],
  'sixty accents on a letter': [`J${'\u0301'.repeat(60)}eanne`, 'Dupont'],
  'signs of no width': ['Je\u200banne\ufeff', 'Du\u200dpont\u00ad'],
  'line feeds and controls': ['Jean\u0000ne\nFausse', 'Du\u0007pont\r\nX'],
  'half a character': ['Je\ud800anne', 'Dupont'],
  'ligatures and dotted capitals': ['\ufb01ona', 'Œuvrard Æ ß İ'],
  'HTML and Markdown': ['<b>Jeanne</b>', '**Dupont** {{ office.phone }} [a](b)'],
  'Chinese, which our fonts lack': ['丽', '王'],
  'Hebrew, which our fonts lack': ['שרה', 'כהן'],
};
const SCRIPTS_WITHOUT_GLYPHS = /Chinese|Hebrew/;
/** Signs that turn a line around or hide in it. */
const UNSEEN = /\p{Cf}|[\0-\x08]/u;

describe('every template, with', () => {
  it.each(Object.keys(STRANGE))('%s', async (kind) => {
    const [firstName, lastName] = STRANGE[kind] ?? ['', ''];
    const free = { ...DETAILS.free, message: [firstName, lastName], motif: [firstName], lieu: [lastName] };
    let made = 0;
    for (const { template, order } of DOCUMENTS.filter(({ name }) => name.endsWith('(post)'))) {
      const [holder, ...others] = order.file?.persons ?? [];
      if (order.file === null || holder === undefined) throw new Error(template);
      const file = { ...order.file, persons: [{ ...holder, firstName, lastName }, ...others] };
      const office = { ...order.office, name: `Caf ${lastName}` };
      const details = { ...order.details, free, missingPieces: [`la lettre de ${firstName}`, lastName] };
      const composed = await composer.compose({ ...order, file, office, details });
      if (!composed.ok) {
        expect(composed.error.message).toMatch(/polices ne peuvent pas imprimer.*U\+/);
        expect(kind).toMatch(SCRIPTS_WITHOUT_GLYPHS);
        continue;
      }
      made += 1;
      const { files, html, text, subject } = composed.value;
      for (const { bytes } of files) expect([template, checkPdfStructure(readPdf(bytes))]).toEqual([template, []]);
      expect(`${html}${text}${subject}`).not.toMatch(UNSEEN);
      expect(html).not.toContain('<b>');
    }
    expect(made).toBe(SCRIPTS_WITHOUT_GLYPHS.test(kind) ? 0 : LETTERS.length + ATTESTATIONS.length);
  });

  it('a list of payments of sixty pages', async () => {
    const months = Array.from({ length: 120 }, (_, index) => {
      return `${2016 - Math.floor(index / 12)}-${String(12 - (index % 12)).padStart(2, '0')}`;
    });
    const payments = months.flatMap((month) =>
      Array.from(
        { length: 11 },
        (_, at): Payment => ({ month, benefit: `AIDE ${at}`, cents: 100 + at, nature: 'droit' }),
      ),
    );
    const composed = await composer.compose({ ...paid(...payments), months });
    const pages = composed.ok ? (composed.value.files.at(-1)?.pages ?? 0) : composed.error.message;
    expect(pages).toBeGreaterThan(50);
    if (composed.ok) expect(checkPdfStructure(readPdf(composed.value.files.at(-1)?.bytes ?? Buffer.of()))).toEqual([]);
  });
});
