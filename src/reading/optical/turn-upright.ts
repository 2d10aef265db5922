import { cutOut, type GreyImage } from './grey-image';
import { readPicture, type SeenParagraph } from './optical-reader';
import { type TurnedImage, turn } from './straighten';

/** Words of a language are seen clearly; lines upside down are signs at random. */
const POOR_CONFIDENCE = 62;
const CLEAR_CONFIDENCE = 75;
const FEWEST_LETTERS = 12;
/** Height of the strip that other ways up are tried on, pixels at 300 dpi: some ten lines. */
const STRIP = 700;

/** Whether what was seen can be trusted to be the page's words. */
export function isPoorlyRead(seen: readonly SeenParagraph[]): boolean {
  const { letters, confidence } = clarityOf(seen);
  return letters < FEWEST_LETTERS || confidence < POOR_CONFIDENCE;
}

interface Upright {
  readonly turned: 0 | 90 | 180 | 270;
  readonly page: TurnedImage;
  readonly seen: readonly SeenParagraph[];
}

/** The page the way up in which it reads best, tried on the strip of it that holds most ink. */
export async function uprightOf(page: TurnedImage, seen: readonly SeenParagraph[]): Promise<Upright> {
  for (const turned of [180, 90, 270] as const) {
    const other = await turn(page.image, turned);
    const { letters, confidence } = clarityOf(await readPicture(densestStrip(other.image), 'page'));
    if (letters < FEWEST_LETTERS || confidence < CLEAR_CONFIDENCE) continue;
    const back = (x: number, y: number) => page.back(...other.back(x, y));
    const upright = { image: other.image, back };
    return { turned, page: upright, seen: await readPicture(other.image, 'page') };
  }
  return { turned: 0, page, seen };
}

function clarityOf(seen: readonly SeenParagraph[]): { readonly letters: number; readonly confidence: number } {
  let letters = 0;
  let sum = 0;
  for (const { text, confidence } of seen.flat(2)) {
    const length = text.match(/[\p{L}\d]/gu)?.length ?? 0;
    letters += length;
    sum += length * confidence;
  }
  return { letters, confidence: letters === 0 ? 0 : sum / letters };
}

function densestStrip(image: GreyImage): GreyImage {
  if (image.height <= STRIP) return image;
  const dark = new Uint32Array(image.height);
  for (let y = 0; y < image.height; y += 2)
    for (let x = 0; x < image.width; x += 4)
      if ((image.data[y * image.width + x] ?? 255) < 128) dark[y] = (dark[y] ?? 0) + 1;
  let [best, most] = [0, -1];
  for (let top = 0; top + STRIP <= image.height; top += 50) {
    const ink = dark.subarray(top, top + STRIP).reduce((sum, count) => sum + count, 0);
    if (ink > most) [best, most] = [top, ink];
  }
  return cutOut(image, { left: 0, top: best, right: image.width, bottom: best + STRIP }, 0);
}
