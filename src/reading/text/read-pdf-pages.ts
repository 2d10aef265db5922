import type { PDFiumPage } from '@hyzyla/pdfium';
import { findCodes } from '../optical/find-codes';
import type { GreyImage } from '../optical/grey-image';
import { type PageReading, readPageImage, unreadPage, writtenPage } from '../optical/read-page-image';
import { OVER_BUDGET, type PictureBudget } from '../optical/read-picture-file';
import { READ_LIMITS } from '../read-limits';
import { pagesLeftOut, readPdf, tidy } from './read-pdf-text';

export interface PdfPages {
  readonly pages: readonly PageReading[];
  /** Plain French, why something of the file as a whole was not read. */
  readonly problem: string | null;
}

const DPI = 300;
/** A2 at 300 dpi; a larger page is drawn smaller. */
const LONGEST_SIDE = 5_000;
/** Less than this beside a picture is a stamp or a page number, not what the page says. */
const FEWEST_LETTERS = 12;

/** Each page of a PDF by its own text; one that has none, and on which something is drawn, is read as a picture. */
export function readPdfPages(bytes: Uint8Array, budget: PictureBudget): Promise<PdfPages> {
  return readPdf(bytes, async (document) => {
    const count = document.getPageCount();
    const pages: PageReading[] = [];
    let length = 0;
    for (let page = 0; page < Math.min(count, READ_LIMITS.pdfPages) && length < READ_LIMITS.textLength; page++) {
      const reading = await readPage(document.getPage(page), page + 1, budget);
      length += reading.text.length;
      pages.push(reading);
    }
    return { pages, problem: pagesLeftOut(pages.length, count) };
  });
}

async function readPage(page: PDFiumPage, number: number, budget: PictureBudget): Promise<PageReading> {
  const text = tidy(page.getText());
  const letters = text.match(/[\p{L}\d]/gu)?.length ?? 0;
  if (letters >= FEWEST_LETTERS) {
    // A scanner that reads puts its words beside the picture, and no code.
    const codes = /coupon/i.test(text) ? await findCodes(await drawPdfPage(page)) : [];
    return { ...writtenPage(text), codes };
  }
  if (page.getObjectCount() === 0) return writtenPage(text);
  if (budget.left <= 0) return { ...unreadPage(OVER_BUDGET, false), text };
  budget.left--;
  const seen = await readPageImage(await drawPdfPage(page), number);
  return seen.text.length > text.length ? seen : { ...seen, text, optical: null };
}

/** A page as a scanner of 300 dpi would see it. */
export async function drawPdfPage(page: PDFiumPage): Promise<GreyImage> {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(DPI / 72, LONGEST_SIDE / Math.max(originalWidth, originalHeight, 1));
  const { width, height, data } = await page.render({ scale, colorSpace: 'Gray' });
  return { width, height, data };
}
