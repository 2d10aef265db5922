import sharp from 'sharp';
import { READ_LIMITS } from '../read-limits';
import { readPdf } from '../text/read-pdf-text';

/** Wide enough to read small print on a screen, light enough for a page of the desk. */
const WIDTH = 1_400;
const QUALITY = 72;

/** A page as a JPEG, upright as its camera says. @param page from 1 @returns null where it cannot be drawn */
export async function drawPage(bytes: Buffer, type: string, page: number, width = WIDTH): Promise<Buffer | null> {
  return type === 'application/pdf' ? drawPdfPage(bytes, page, width) : drawPicture(bytes, page);
}

async function drawPdfPage(bytes: Buffer, page: number, wide: number): Promise<Buffer | null> {
  const { pages } = await readPdf(bytes, async (document) => {
    if (page > document.getPageCount()) return { pages: [], problem: null };
    const drawn = document.getPage(page - 1);
    const { originalWidth, originalHeight } = drawn.getOriginalSize();
    const scale = Math.min(wide / Math.max(originalWidth, 1), (2 * wide) / Math.max(originalHeight, 1));
    const { width, height, data } = await drawn.render({ scale });
    return { pages: [{ width, height, data: Buffer.from(data) }], problem: null };
  });
  const [found] = pages;
  if (found === undefined) return null;
  const raw = { width: found.width, height: found.height, channels: 4 as const };
  return sharp(found.data, { raw }).flatten({ background: 'white' }).jpeg({ quality: QUALITY }).toBuffer();
}

async function drawPicture(bytes: Buffer, page: number): Promise<Buffer | null> {
  try {
    return await sharp(bytes, { limitInputPixels: READ_LIMITS.picturePixels, page: page - 1 })
      .autoOrient()
      .flatten({ background: 'white' })
      .resize({ width: WIDTH, height: 2 * WIDTH, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: QUALITY })
      .toBuffer();
  } catch {
    return null;
  }
}
