import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Composer, createComposer } from '../../../src/composition/compose-reply';
import { ATTESTATION_REFUSAL_CODES, attestationRefusal } from '../../../src/domain/attestations/attestation-refusal';
import { formatNir } from '../../../src/domain/nir/nir-format';
import type { ComposedReply, ReplyOrder } from '../../../src/domain/reply';
import { aHousehold, anAllocataireFile, aPerson, JEANNE_NIR } from '../../builders/an-allocataire-file';
import { anOrderFor, aReplyOrder, BY_EMAIL, BY_EMAIL_TO_ANYONE } from './a-reply-order';
import { checkPdfStructure } from './check-pdf-structure';
import { readPdf } from './read-pdf';

/** Real: templates, fonts, pdfkit. Fake: nothing. PDFs are read back by a small reader of ours. */
const templatesFolder = path.resolve(__dirname, '../../../templates');
const LETTERS = readdirSync(path.join(templatesFolder, 'letters')).map((name) => path.basename(name, '.md'));
const DESTINATIONS = { post: aReplyOrder().destination, email: BY_EMAIL, 'e-mail to anyone': BY_EMAIL_TO_ANYONE };

let composer: Composer;
beforeAll(async () => {
  composer = await createComposer({ templatesFolder });
});

const compose = async (order: ReplyOrder): Promise<ComposedReply> => {
  const result = await composer.compose(order);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const refusal = async (order: ReplyOrder): Promise<string | null> => {
  const result = await composer.compose(order);
  return result.ok ? null : result.error.code;
};
const everyWord = ({ subject, text, html, files }: ComposedReply): string =>
  [subject, text, html, ...files.map(({ bytes }) => readPdf(bytes).text)].join('\n');
/** Everything that a person reads or a machine indexes of a reply. */
const everything = (reply: ComposedReply): string =>
  [
    reply.subject,
    reply.text,
    reply.html,
    ...reply.files.flatMap(({ fileName, bytes }) => [
      fileName,
      readPdf(bytes).text,
      ...[...readPdf(bytes).objects.values()].flatMap(({ text, stream }) => [text, stream?.toString('latin1') ?? '']),
    ]),
  ].join('\n');
const digitsOf = (text: string): string => text.replace(/[\s\u00a0\u202f.-]/g, '');

describe.each(LETTERS)('the letter %s', (letter) => {
  it.each(Object.entries(DESTINATIONS))('by %s', async (name, destination) => {
    const personal = [
      ...['attestation-envoyee', 'pieces-manquantes', 'changement-adresse'],
      ...['information', 'rendez-vous'],
    ].includes(letter);
    if (personal && name === 'e-mail to anyone') {
      expect(await refusal(anOrderFor(letter, { destination }))).toBe('address-not-registered');
      return;
    }
    const reply = await compose(anOrderFor(letter, { destination }));
    expect(reply.subject).toMatch(/^Votre demande C-2026-004217 – \p{Ll}/u);
    expect(reply.subject).not.toMatch(/Dupont|Jeanne|0260311/i);
    expect(reply.text).toMatch(/^(Madame|Madame, Monsieur),$/m);
    expect(reply.templateVersion).toMatch(/^[0-9a-f]{64}$/);
    expect(everyWord(reply)).not.toMatch(/\{\{|undefined|\[object/);
    for (const written of [reply.text, reply.html]) {
      expect(written).toContain('caf.fr, espace Mon Compte');
      expect(written).toContain('Téléphone, pour le moment');
      expect(written).toContain('C-2026-004217');
      // French typography: no ordinary space before : ; ! ? », no straight apostrophe in the text itself.
      expect(written.replace(/style="[^"]*"|<[^>]*>/g, '')).not.toMatch(/ [:;!?»]|« (?=\S)|[a-zé]'[a-zé]/);
    }
    for (const { bytes, pages } of reply.files) {
      const pdf = readPdf(bytes);
      expect(checkPdfStructure(pdf)).toEqual([]);
      expect(pdf.pages).toHaveLength(pages);
      expect(pdf.text).toContain('MADAME JEANNE DUPONT');
      expect(pdf.text).toContain('C-2026-004217');
      expect(pdf.text).toContain('Téléphone, pour le moment');
    }
    expect(reply.files.map(({ fileName }) => fileName)).toEqual([
      ...(destination.kind === 'post' ? ['lettre-C-2026-004217.pdf'] : []),
      ...(letter === 'attestation-envoyee' ? ['attestation-paiement-C-2026-004217.pdf'] : []),
    ]);
  });
});

describe('identifiers', () => {
  it('are in full by post', async () => {
    const [letter, attestation] = (await compose(aReplyOrder())).files;
    for (const file of [letter, attestation]) {
      const text = readPdf(file?.bytes ?? new Uint8Array()).text;
      // One glyph draws both spaces: it is read back as the ordinary one.
      expect(text).toContain(formatNir(JEANNE_NIR).replaceAll('\u00a0', ' '));
      expect(text).toContain('0260311');
    }
  });

  it('never leave unmasked by e-mail, in body, PDF or file name', async () => {
    for (const letter of LETTERS) {
      const order = anOrderFor(letter, { destination: BY_EMAIL });
      const digits = digitsOf(everything(await compose(order)));
      for (const { nir } of order.file?.persons ?? []) expect(digits).not.toContain(nir?.slice(-6));
    }
  });

  it('are shown to nobody who is not known, nor to an address that is not registered', async () => {
    const orders = [
      anOrderFor('accuse-reception', { file: null, personIndex: null }),
      anOrderFor('accuse-reception', { destination: BY_EMAIL_TO_ANYONE }),
      anOrderFor('nir-manquant'),
    ];
    for (const order of orders) {
      const written = everything(await compose(order));
      expect(digitsOf(written)).not.toContain(JEANNE_NIR);
      expect(written).not.toContain('0260311');
      expect(written).not.toContain('2\u00a055');
    }
  });

  it('show a spouse their own NIR and not the file’s number', async () => {
    const file = aHousehold();
    const written = everything(await compose(anOrderFor('accuse-reception', { file, personIndex: 1 })));
    expect(written).toContain(formatNir(file.persons[1]?.nir ?? ''));
    expect(written).not.toContain('0260311');
    expect(digitsOf(written)).not.toContain(JEANNE_NIR);
  });

  it('promise no login to the holder of a temporary number', async () => {
    const { text } = await compose(anOrderFor('acces-compte-temporaire'));
    expect(text).toContain('Pas encore possible avec');
    expect(text).toContain('n’acceptent pas encore ce numéro');
  });
});

describe('the acknowledgement', () => {
  it('carries what CRPA R112-5 asks for', async () => {
    const { text } = await compose(anOrderFor('accuse-reception'));
    for (const part of [
      '27\u00a0juin\u00a02016',
      '1 rue de l’Exemple',
      'courrier@caf.invalid',
      '0810 25 22 70',
      '27\u00a0août\u00a02016',
      'refus',
    ]) {
      expect(text).toContain(part);
    }
    expect(text.replace(/\s+/g, ' ')).toContain('commission de recours amiable');
    expect(text).toContain('votre adresse, vos coordonnées bancaires');
  });

  it('does not repeat what somebody writes about to an address that is not theirs', async () => {
    const { text } = await compose(anOrderFor('accuse-reception', { destination: BY_EMAIL_TO_ANYONE }));
    expect(text).not.toContain('coordonnées bancaires');
  });
});

describe('the attestation de paiement', () => {
  it('is the brief’s page', async () => {
    const [, attestation] = (await compose(aReplyOrder())).files;
    const pdf = readPdf(attestation?.bytes ?? new Uint8Array());
    const lines = pdf.lines.flat().map((line) => line.trim());
    for (const line of [
      'Vos prestations Caf',
      'Attestation de paiement',
      'N° ALLOCATAIRE : 0260311',
      'MADAME JEANNE DUPONT',
      '1 RUE DE LA PAIX',
      '75000 PARIS',
      'Le 29/06/2016Référence : C-2026-004217',
      'Aide personnalisée au logement (APL)312,45 €',
      'Quotient familial de mai 2016 : 512 €',
    ]) {
      expect(lines).toContain(line);
    }
    expect(pdf.pages).toHaveLength(1);
    expect(attestation?.bytes.length).toBeLessThan(25_000);
  });

  it('runs over pages, its table heads repeated and in the structure once', async () => {
    const payments = Array.from({ length: 120 }, (_, index) => ({
      month: '2016-05',
      benefit: `AIDE ${index}`,
      cents: index,
      nature: 'droit' as const,
    }));
    const [, attestation] = (await compose(aReplyOrder({ file: anAllocataireFile({ payments }) }))).files;
    const pdf = readPdf(attestation?.bytes ?? new Uint8Array());
    expect(checkPdfStructure(pdf)).toEqual([]);
    expect(pdf.pages.length).toBeGreaterThan(2);
    expect(pdf.lines[1]?.[0]).toBe('Prestations du moisMontant');
    for (let index = 0; index < 120; index += 1) expect(pdf.text).toContain(`AIDE ${index}`);
    const heads = [...pdf.objects.values()].filter(({ text }) => /^<<\n\/S \/THead/.test(text));
    // Two tables: the amounts and the channels.
    expect(heads).toHaveLength(2);
  });

  it('is drawn inside the page, whatever the name', async () => {
    const person = aPerson({ firstName: 'Wilhelmine '.repeat(11).trim(), lastName: 'X'.repeat(120) });
    const order = aReplyOrder({ destination: BY_EMAIL, file: anAllocataireFile({ persons: [person] }) });
    const [attestation] = (await compose(order)).files;
    const pdf = readPdf(attestation?.bytes ?? new Uint8Array());
    expect(pdf.text.replace(/[\s]/g, '')).toContain('X'.repeat(120));
    for (const { content } of pdf.pages) {
      for (const [, x] of content.matchAll(/1 0 0 -1 ([\d.]+) [\d.]+ Tm/g)) expect(Number(x)).toBeLessThan(540);
    }
  });
});

describe('the other attestations', () => {
  const drawn = async (overrides: Partial<ReplyOrder>): Promise<{ text: string; faults: string[]; name: string }> => {
    const file = (await compose(aReplyOrder({ destination: BY_EMAIL, ...overrides }))).files.at(-1);
    const pdf = readPdf(file?.bytes ?? new Uint8Array());
    return { text: pdf.text, faults: checkPdfStructure(pdf), name: file?.fileName ?? '' };
  };

  it('state the quotient familial and its month', async () => {
    const { text, faults, name } = await drawn({ attestations: ['attestation-qf'], file: aHousehold() });
    expect(faults).toEqual([]);
    expect(name).toBe('attestation-qf-C-2026-004217.pdf');
    expect(text).toContain('Attestation de quotient familial');
    expect(text).toMatch(/Quotient familial de mai 2016\s+512 €/);
    expect(text).toContain('Léa Dupont, née le 21 septembre 2012');
  });

  it('state the montant net social of each month and their sum', async () => {
    const montantNetSocial = [
      { month: '2016-04', cents: 40_000 },
      { month: '2016-05', cents: 31_245 },
    ];
    const months = ['2016-04', '2016-05'];
    const file = anAllocataireFile({ montantNetSocial });
    const { text, faults } = await drawn({ attestations: ['attestation-mns'], months, file });
    expect(faults).toEqual([]);
    expect(text).toContain('Avril 2016400,00 €');
    expect(text).toMatch(/Montant net social de la période\s+712,45 €/);
  });

  it('add up a period of payments, and say where a month has none', async () => {
    const payments = ['2016-03', '2016-05'].map((month) => ({
      month,
      benefit: 'APL',
      cents: 10_000,
      nature: 'droit' as const,
    }));
    const months = ['2016-03', '2016-04', '2016-05'];
    const { text, faults } = await drawn({ months, file: anAllocataireFile({ payments }) });
    expect(faults).toEqual([]);
    expect(text).toContain('Aucune prestation versée ce mois.');
    expect(text).toMatch(/Total versé de mars 2016 à mai 2016\s+200,00 €/);
  });
});

describe('letters that need more than the file', () => {
  const plain = async (letter: string, overrides: Partial<ReplyOrder> = {}): Promise<string> =>
    (await compose(anOrderFor(letter, overrides))).text.replace(/[\s\u00a0]+/g, ' ');

  it.each<[string, string]>([
    ['pieces-manquantes', '«missing-pieces»'],
    ['changement-adresse', '«moved-on»'],
    ['autre-caf', '«other-caf», «forwarded-on», «other-caf-address»'],
    ['page-illisible', '«pages-again»'],
    ['relance', '«first-written-on»'],
    ['cloture-sans-reponse', '«first-written-on»'],
  ])('are refused by the names of what is missing: %s', async (letter, names) => {
    const result = await composer.compose(anOrderFor(letter, { details: {} }));
    expect(result.ok ? '' : result.error.message.replace(/\u00a0/g, '')).toContain(names);
  });

  it('say what they carry', async () => {
    expect(await plain('page-illisible')).toContain('Envoyez de nouveau la page 3');
    const pages = { unreadablePages: [5, 2, 4] };
    expect(await plain('page-illisible', { details: pages })).toContain('les pages 2, 4 et 5');
    expect(await plain('pieces-manquantes')).toContain('- votre avis d’imposition 2015');
    expect(await plain('pieces-manquantes')).toContain('avant le 31 juillet 2016');
    const undated = { missingPieces: ['votre bail'] };
    expect(await plain('pieces-manquantes', { details: undated })).toContain('avant le 29 juillet 2016');
    expect(await plain('contestation-remise-dette')).toContain('avant le 1er août 2016');
    expect(await plain('contestation-remise-dette', { details: {} })).toContain('deux mois à partir du jour');
    expect(await plain('autre-caf')).toContain('29000 Quimper');
  });

  it('keep the slip for the letter, with the case’s reference on it', async () => {
    const posted = await compose(anOrderFor('nir-manquant'));
    expect(readPdf(posted.files[0]?.bytes ?? new Uint8Array()).text).toContain('Coupon-réponse');
    expect(await plain('nir-manquant', { destination: BY_EMAIL_TO_ANYONE })).not.toContain('Nom :');
  });

  it('do not name the pieces to an address that is not registered', async () => {
    expect(await plain('relance')).toContain('votre bail');
    expect(await plain('relance', { destination: BY_EMAIL_TO_ANYONE })).not.toContain('votre bail');
  });

  it.each(ATTESTATION_REFUSAL_CODES)(
    'say why no document can be made, each reason in its own words: %s',
    async (code) => {
      const text = await plain('document-impossible', {
        details: { impossibleBecause: code, wantedDocument: 'attestation-qf' },
      });
      expect(text).toContain('établir votre attestation de quotient familial');
      expect(text).toContain(attestationRefusal(code).sentence.replace(/\u00a0/g, ' '));
    },
  );
});

describe('hostile and doubtful data', () => {
  it('stays data: no Markdown, no HTML, no field in a name is ever read as one', async () => {
    const name = '<img src=x onerror=alert(1)> **Dupont** {{ office.phone }} [a](javascript:1)';
    const order = aReplyOrder({ destination: BY_EMAIL, office: { ...aReplyOrder().office, name } });
    const { html, text, files } = await compose(order);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; **Dupont** {{ office.phone }}');
    expect(html).not.toMatch(/href="javascript/);
    expect(text.replace(/\s+/g, ' ')).toContain('**Dupont** {{ office.phone }}');
    expect(checkPdfStructure(readPdf(files[0]?.bytes ?? new Uint8Array()))).toEqual([]);
  });

  it('drops what turns a line around, and refuses what no font can draw', async () => {
    const named = (firstName: string) =>
      aReplyOrder({ file: anAllocataireFile({ persons: [aPerson({ firstName })] }) });
    const [, attestation] = (await compose(named('Jean\u202ene\u0000'))).files;
    expect(readPdf(attestation?.bytes ?? new Uint8Array()).text).toContain('Madame Jeanne');
    for (const written of ['Ελένη', 'Юлия', 'Nguyễn', 'Łukasz', 'Zoe\u0301'])
      expect(await refusal(named(written))).toBeNull();
    for (const unwritable of ['محمد', '漢字', '👩']) expect(await refusal(named(unwritable))).toBe('unwritable-text');
  });

  it.each<[string, Partial<ReplyOrder>]>([
    ['unknown-letter', { letter: 'nope' }],
    ['no-payments', { file: anAllocataireFile({ payments: [] }) }],
    ['file-closed', { file: anAllocataireFile({ status: 'radié' }) }],
    ['no-file', { file: null, personIndex: null }],
    ['not-the-allocataire', { file: aHousehold(), personIndex: 1 }],
    ['quotient-unavailable', { attestations: ['attestation-qf'], months: ['2016-04'] }],
    ['net-social-unavailable', { attestations: ['attestation-mns'] }],
    ['empty-field', { attestations: [] }],
    ['address-too-many-lines', { destination: { kind: 'post', address: Array.from({ length: 9 }, () => 'LIGNE') } }],
    ['address-empty', { destination: { kind: 'post', address: [] } }],
    ['unreadable-logo', { office: { ...aReplyOrder().office, logo: '/nowhere/logo.png' } }],
  ])('refuses with %s', async (code, overrides) => {
    expect(await refusal(aReplyOrder(overrides))).toBe(code);
  });

  it('says the reason why a document cannot be made, only where the person may know it', async () => {
    const known = await compose(anOrderFor('document-impossible'));
    expect(known.text.replace(/\s+/g, ' ')).toContain('Votre dossier est suspendu');
    const anyone = await compose(anOrderFor('document-impossible', { destination: BY_EMAIL_TO_ANYONE }));
    expect(anyone.text).not.toContain('suspendu');
  });
});

describe('large letters', () => {
  const large = (overrides: Partial<ReplyOrder> = {}) => aReplyOrder({ largePrint: true, ...overrides });
  const fontsOf = (bytes: Uint8Array): string =>
    [...readPdf(bytes).objects.values()].map(({ text }) => /\/FontName \/\w+\+(\S+)/.exec(text)?.[1] ?? '').join(' ');

  it('are of a typeface for those who see badly, and of another where it has no signs', async () => {
    const [letter] = (await compose(large())).files;
    expect(fontsOf(letter?.bytes ?? new Uint8Array())).toContain('Atkinson');
    expect(fontsOf(letter?.bytes ?? new Uint8Array())).not.toContain('SourceSans');
    for (const firstName of ['Ελένη', 'Юлия', 'Nguyễn', 'Zoe\u0301']) {
      const [, attestation] = (await compose(large({ file: anAllocataireFile({ persons: [aPerson({ firstName })] }) })))
        .files;
      const pdf = readPdf(attestation?.bytes ?? new Uint8Array());
      expect(checkPdfStructure(pdf)).toEqual([]);
      expect(pdf.text).toContain(firstName.normalize('NFC'));
    }
    expect(await refusal(large({ file: anAllocataireFile({ persons: [aPerson({ firstName: '漢字' })] }) }))).toBe(
      'unwritable-text',
    );
  });

  it('are the file’s wish, unless the order says otherwise', async () => {
    const file = anAllocataireFile({ largePrint: true });
    const isLarge = async (order: ReplyOrder): Promise<boolean> =>
      fontsOf((await compose(order)).files[0]?.bytes ?? new Uint8Array()).includes('Atkinson');
    expect(await isLarge(aReplyOrder({ file }))).toBe(true);
    expect(await isLarge(aReplyOrder({ file, largePrint: false }))).toBe(false);
    expect(await isLarge(aReplyOrder())).toBe(false);
  });

  it('continue a long table over pages, with its head on each', async () => {
    const payments = Array.from({ length: 60 }, (_, index) => ({
      month: '2016-05',
      benefit: `AIDE ${index}`,
      cents: 10_000_000 - index * 160_000,
      nature: 'droit' as const,
    })).slice(30);
    const [, attestation] = (
      await compose(
        large({
          file: anAllocataireFile({ payments: payments.map((one) => ({ ...one, cents: one.cents % 300_000 })) }),
        }),
      )
    ).files;
    const pdf = readPdf(attestation?.bytes ?? new Uint8Array());
    expect(pdf.pages.length).toBeGreaterThan(2);
    expect(checkPdfStructure(pdf)).toEqual([]);
    expect(pdf.lines.filter((page) => page.join('|').includes('Prestations du mois')).length).toBeGreaterThan(1);
  });
});

describe('the same order', () => {
  it('gives the same bytes, from another composer too', async () => {
    const first = await compose(aReplyOrder());
    const other = await createComposer({ templatesFolder });
    const second = await other.compose(aReplyOrder());
    if (!second.ok) throw new Error(second.error.message);
    first.files.forEach(({ bytes }, index) => {
      expect(Buffer.compare(bytes, second.value.files[index]?.bytes ?? new Uint8Array())).toBe(0);
    });
    expect({ ...second.value, files: [] }).toEqual({ ...first, files: [] });
  });
});

describe('the attachments of an e-mail', () => {
  it('are listed with their pages and sizes, in both forms', async () => {
    const { text, html, files } = await compose(aReplyOrder({ destination: BY_EMAIL }));
    const [file] = files;
    const size = Math.ceil((file?.bytes.length ?? 0) / 1000);
    const line = `${file?.fileName}, 1\u00a0page, ${size}\u00a0ko`;
    expect(html).toContain(line);
    expect(text.replace(/\s+/g, ' ')).toContain(line.replace(/\s+/g, ' '));
    expect(text).toContain('Pièce jointe\n');
  });

  it('are not spoken of where there are none, nor in a letter', async () => {
    const without = await compose(aReplyOrder({ letter: 'acces-compte', attestations: [], destination: BY_EMAIL }));
    expect(without.html).not.toContain('Pièce');
    expect((await compose(aReplyOrder())).html).not.toContain('Pièce jointe');
  });
});
