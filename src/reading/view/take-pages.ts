import { takePdfPagesOut } from '../../platform/pdf/take-pages-out';
import { pagesOfPicture, takePageOut } from '../optical/load-picture';
import { readPdf } from '../text/read-pdf-text';
import type { View } from './view-request';

const NOTHING: View = { content: null, type: '' };

/**
 * Pages of a file as a file of their own: of a PDF as they are, of a TIFF one with every pixel. @param pages from 1; of a picture one
 * @returns with how many pages the whole has; no content where they cannot be taken out
 */
export async function takePages(bytes: Buffer, type: string, pages: readonly number[]): Promise<View> {
  try {
    return type === 'application/pdf' ? await outOfPdf(bytes, pages) : await outOfPicture(bytes, pages);
  } catch {
    return NOTHING;
  }
}

async function outOfPdf(bytes: Buffer, pages: readonly number[]): Promise<View> {
  let count = 0;
  await readPdf(bytes, async (document) => {
    count = document.getPageCount();
    return { pages: [], problem: null };
  });
  const content =
    pages.length === 0
      ? null
      : await takePdfPagesOut(
          bytes,
          pages.map((page) => page - 1),
        );
  return { content, type: 'application/pdf', count };
}

async function outOfPicture(bytes: Buffer, pages: readonly number[]): Promise<View> {
  const count = await pagesOfPicture(bytes);
  const [page] = pages;
  const content = page === undefined ? null : await takePageOut(bytes, page - 1);
  return { content, type: 'image/tiff', count };
}
