import sharp from 'sharp';
import { READ_LIMITS } from '../read-limits';
import { decodeHeic, isHeic } from './decode-heic';
import type { GreyImage } from './grey-image';

// One page is read at a time in a process whose memory is counted: no second thread, nothing kept.
sharp.concurrency(1);
sharp.cache(false);

/** Pixels of A4's long side at 300 dpi, what the letters of the language data were learned at. */
const LONG_SIDE = 3508;
const DPI = 300;
/** More than this only blurs: what was never seen does not come back. */
const MOST_ENLARGED = 2.5;
const LONGEST_SIDE = 5_000;

/** How many pages a picture has, 0 for one too small to show a line of text. @throws where it is no picture that can be read */
export async function pagesOfPicture(bytes: Buffer): Promise<number> {
  if (isHeic(bytes)) return 1;
  const { pages, format, width, height } = await sharp(bytes, OPTIONS).metadata();
  if (width * height < SMALLEST_AREA || Math.min(width, height) < SMALLEST_SIDE) return 0;
  // Pages of a GIF or WebP are moments of an animation.
  return format === 'tiff' ? (pages ?? 1) : 1;
}

/** Icons, lines and buttons. */
const SMALLEST_AREA = 20_000;
const SMALLEST_SIDE = 40;

const OPTIONS = { limitInputPixels: READ_LIMITS.picturePixels, failOn: 'truncated' } as const;

/**
 * A page of a picture, upright as its camera says, in grey, at about 300 dpi, from its black to its white.
 * @param page from 0 @throws where it cannot be decoded
 */
export async function loadPicture(bytes: Buffer, page: number): Promise<GreyImage> {
  const open = await opener(bytes, page);
  const { width, height, density, autoOrient } = await open().metadata();
  const scale = scaleOf(width, height, density);
  const { data, info } = await open()
    .autoOrient()
    .flatten({ background: 'white' })
    .resize({
      width: Math.max(1, Math.round((autoOrient?.width ?? width) * scale)),
      height: Math.max(1, Math.round((autoOrient?.height ?? height) * scale)),
      fit: 'fill',
    })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

async function opener(bytes: Buffer, page: number): Promise<() => sharp.Sharp> {
  if (!isHeic(bytes)) return () => sharp(bytes, { ...OPTIONS, page });
  const { data, width, height } = await decodeHeic(bytes);
  return () => sharp(data, { raw: { width, height, channels: 4 } });
}

/** One page of a TIFF as a TIFF of its own, every pixel and the resolution kept. @param page from 0 */
export function takePageOut(bytes: Buffer, page: number): Promise<Buffer> {
  return sharp(bytes, { ...OPTIONS, page })
    .keepMetadata()
    .tiff({ compression: 'deflate' })
    .toBuffer();
}

/** By the resolution that the file tells where it makes a sheet of paper, else as if it showed one. */
function scaleOf(width: number, height: number, density: number | undefined): number {
  const long = Math.max(width, height);
  const inches = long / (density ?? 1);
  const told = density !== undefined && density >= 100 && inches >= 4 && inches <= 18;
  const wanted = told ? DPI / density : LONG_SIDE / long;
  return Math.min(wanted, MOST_ENLARGED, LONGEST_SIDE / long);
}
