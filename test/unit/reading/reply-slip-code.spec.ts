import path from 'node:path';
import sharp from 'sharp';
import { createComposer } from '../../../src/composition/compose-reply';
import { findReplyReferences } from '../../../src/domain/reply-reference';
import { findCodes } from '../../../src/reading/optical/find-codes';
import { loadPicture } from '../../../src/reading/optical/load-picture';
import { drawPdfPage } from '../../../src/reading/text/read-pdf-pages';
import { readPdf } from '../../../src/reading/text/read-pdf-text';
import { aReplyOrder } from '../composition/a-reply-order';

/** The code on a reply slip. Real: the letter, pdfium that draws it, the reading of codes. Fake: the scanner, played by sharp. */
describe('the code of a reply slip', () => {
  const pages: sharp.Sharp[] = [];
  const WIDTH = 1240;

  beforeAll(async () => {
    const composer = await createComposer({ templatesFolder: path.resolve(__dirname, '../../../templates') });
    const letter = { letter: 'nir-manquant', attestations: [], replyReference: 'C-2026-004217-K7QM3F2A' } as const;
    const address = ['MADAME JEANNE DUPONT', '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', ''];
    for (const largePrint of [false, true]) {
      const composed = await composer.compose(
        aReplyOrder({ ...letter, largePrint, destination: { kind: 'post', address } }),
      );
      if (!composed.ok) throw new Error(composed.error.message);
      await readPdf(composed.value.files[0]?.bytes ?? new Uint8Array(), async (document) => {
        const { width, height, data } = await drawPdfPage(document.getPage(document.getPageCount() - 1));
        const raw = { width, height, channels: 1 } as const;
        pages.push(sharp(await sharp(data, { raw }).resize(WIDTH).png().toBuffer()));
        return { pages: [], problem: null };
      });
    }
  });

  it.each([
    ['as it was printed', 0, 0.3],
    ['askew', 2.5, 0.6],
    ['upside down', 181, 0.6],
    ['on its side', 90, 0.6],
  ])('is read back at 150 dpi: %s', async (_how, degrees, blur) => {
    // In large letters it stands elsewhere, and is the same.
    for (const page of degrees === 0 ? pages : pages.slice(0, 1)) {
      const scanned = await page
        .clone()
        .rotate(degrees, { background: '#e8e6e0' })
        .blur(blur)
        .withMetadata({ density: 150 })
        .jpeg({ quality: 55 })
        .toBuffer();
      const codes = await findCodes(await loadPicture(scanned, 0));
      expect(codes).toEqual(['C-2026-004217-K7QM3F2A']);
      expect(findReplyReferences(codes.join())).toEqual([{ reference: 'C-2026-004217', check: 'K7QM3F2A' }]);
    }
  });
});
