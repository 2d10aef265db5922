import { type Composer, createComposer } from '../../../src/composition/compose-reply';
import { composeDocument, DOCUMENTS, isAttestation, SIGNING_KEY, TEMPLATES_FOLDER } from './a-checked-document';
import { readPdf } from './read-pdf';

/** Real: the letters, drawn. Fake: the people. */
let composer: Composer;
beforeAll(async () => {
  composer = await createComposer({ templatesFolder: TEMPLATES_FOLDER, signingKeys: [SIGNING_KEY] });
});

const LETTERS = DOCUMENTS.filter((one) => !isAttestation(one));
const small = LETTERS.filter(({ order }) => !order.largePrint);
const large = LETTERS.filter(({ order }) => order.largePrint);
/** A few sentences, then the table: in large letters nothing stands before it that could go with it. */
const TABLE_ALONE = ['attestation-envoyee', 'information'];
const named = (documents: typeof LETTERS) => documents.map((one) => [one.name, one] as const);

/** The lines of each page, its foot apart. */
async function pagesOf(document: (typeof DOCUMENTS)[number]): Promise<string[][]> {
  const { text } = readPdf(await composeDocument(composer, document));
  return text
    .split(/Page \d+ sur \d+/)
    .slice(0, -1)
    .map((page) => page.split('\n').filter((line) => line.trim() !== ''));
}

const holds = (lines: readonly string[], words: string): boolean => lines.some((line) => line.includes(words));

describe('where a letter turns the page', () => {
  it.each(named(LETTERS))('%s: nothing small is left alone', async (_name, document) => {
    for (const lines of (await pagesOf(document)).slice(1)) {
      expect(lines[0]).not.toContain('Nous restons à votre écoute');
      if (holds(lines, 'Coupon-réponse') || TABLE_ALONE.includes(document.template)) continue;
      expect(lines[0]).not.toContain('Quel numéro donner');
    }
  });

  it.each(named(small))('%s: two pages at most', async (_name, document) => {
    expect((await pagesOf(document)).length).toBeLessThanOrEqual(2);
  });

  it.each(named(large))('%s: three pages at most in large letters', async (_name, document) => {
    expect((await pagesOf(document)).length).toBeLessThanOrEqual(3);
  });

  it.each(named(LETTERS.filter(({ template }) => ['nir-manquant', 'relance'].includes(template))))(
    '%s: what is cut off has the table of numbers above it, and nothing on its back',
    async (_name, document) => {
      const pages = await pagesOf(document);
      expect(holds(pages.at(-1) ?? [], 'Coupon-réponse')).toBe(true);
      expect(holds(pages.at(-1) ?? [], 'Quel numéro donner')).toBe(true);
      expect(holds(pages[0] ?? [], 'remplissez le coupon') || holds(pages[1] ?? [], 'remplissez le coupon')).toBe(true);
    },
  );
});

describe('an attestation in large letters', () => {
  it.each(named(DOCUMENTS.filter((one) => isAttestation(one) && one.order.largePrint)))(
    '%s of a month is one page',
    async (_name, document) => {
      expect(await pagesOf(document)).toHaveLength(1);
    },
  );
});
