import { type Composer, createComposer } from '../../../src/composition/compose-reply';
import { composeDocument, DOCUMENTS, isAttestation, SIGNING_KEY, TEMPLATES_FOLDER } from './a-checked-document';
import { readPdf } from './read-pdf';

/** Real: the letters, drawn. Fake: the people. */
let composer: Composer;
beforeAll(async () => {
  composer = await createComposer({ templatesFolder: TEMPLATES_FOLDER, signingKeys: [SIGNING_KEY] });
});

const LETTERS = DOCUMENTS.filter((one) => !isAttestation(one) && !one.order.largePrint);

/** The lines of each page, its foot apart. */
async function pagesOf(document: (typeof DOCUMENTS)[number]): Promise<string[][]> {
  const { text } = readPdf(await composeDocument(composer, document));
  return text
    .split(/Page \d+ sur \d+/)
    .slice(0, -1)
    .map((page) => page.split('\n').filter((line) => line.trim() !== ''));
}

describe('where a letter turns the page', () => {
  it.each(LETTERS.map((one) => [one.name, one] as const))(
    '%s: nothing small is left alone',
    async (_name, document) => {
      const pages = await pagesOf(document);
      expect(pages.length).toBeLessThanOrEqual(2);
      for (const lines of pages.slice(1)) {
        expect(lines[0]).not.toContain('Nous restons à votre écoute');
        const hasSlip = lines.some((line) => line.includes('Coupon-réponse'));
        if (!hasSlip) expect(lines[0]).not.toContain('Quel numéro donner');
      }
    },
  );
});
