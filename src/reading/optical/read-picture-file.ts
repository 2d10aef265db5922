import { loadPicture, pagesOfPicture } from './load-picture';
import { type PageReading, readPageImage, unreadPage } from './read-page-image';

/** Picture pages that may still be read of an item; each that is takes one away. */
export interface PictureBudget {
  left: number;
}

export const OVER_BUDGET = 'au-delà du nombre de pages images lues par courrier';

/** Pages of a picture file (TIFF with several pages, PNG, JPEG, WebP, GIF, HEIC), each read. Never throws for what the bytes are. */
export async function readPictureFile(bytes: Buffer, budget: PictureBudget): Promise<readonly PageReading[]> {
  let pages: number;
  try {
    pages = await pagesOfPicture(bytes);
  } catch {
    return [unreadPage('image illisible', true)];
  }
  if (pages === 0) return [unreadPage('image trop petite pour qu’un texte s’y lise', false)];
  const readings: PageReading[] = [];
  for (let page = 0; page < pages; page++) {
    if (budget.left <= 0) return [...readings, unreadPage(OVER_BUDGET, false)];
    budget.left--;
    readings.push(await readOne(bytes, page));
  }
  return readings;
}

async function readOne(bytes: Buffer, page: number): Promise<PageReading> {
  let image: Awaited<ReturnType<typeof loadPicture>>;
  try {
    image = await loadPicture(bytes, page);
  } catch {
    return unreadPage('image abîmée ou trop grande', true);
  }
  return readPageImage(image, page + 1);
}

/** Pictures that this reads, by their first bytes: what a file calls itself says nothing. SVG is none of them. */
export function isPicture(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 12).toString('latin1');
  return /^(?:\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|II\+\0|MM\0\+|RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp(?:heic|heix|hevc|mif1|msf1|avif))/.test(
    head,
  );
}
