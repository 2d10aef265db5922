import type { OpticalDoubt, OpticalPage, OpticalWord } from '../../domain/optical/optical-page';
import { evenLight, type Light } from './even-light';
import { findCodes } from './find-codes';
import type { GreyImage } from './grey-image';
import { ReadingTooLong, readPicture, type SeenParagraph } from './optical-reader';
import { removeNoise } from './remove-noise';
import { type RereadWord, rereadNumbers } from './reread-numbers';
import { estimateSkew, findInk, type Ink, type TurnedImage, turn } from './straighten';
import { isPoorlyRead, uprightOf } from './turn-upright';

/** What a page image came to. */
export interface PageReading {
  readonly text: string;
  readonly optical: OpticalPage | null;
  /** Plain French, why it was not read or not surely; null where it was, and where nothing stands on it. */
  readonly problem: string | null;
  readonly blank: boolean;
  /** What the Data Matrix codes on it say. */
  readonly codes: readonly string[];
  /** The picture is at fault: another one of the same page could be read. */
  readonly again: boolean;
}

/** A page that was written as text. */
export function writtenPage(text: string): PageReading {
  return { text, optical: null, problem: null, blank: text === '', codes: [], again: false };
}

/** A page of which nothing was read. @param problem plain French @param again another picture of it could be */
export function unreadPage(problem: string, again: boolean): PageReading {
  return { text: '', optical: null, problem, blank: false, codes: [], again };
}

/** Dark dots, on a copy a thousand pixels long, of a page that nobody wrote on: a word has some two hundred. */
const FEWEST_DOTS = 40;
/** Ink of dust, holes and what shines through: where no letter is seen in it, nothing is written. */
const DUST_SHARE = 0.0004;
/** Paper that is this dark, or this near to its ink, was not lit. */
const DARK_PAPER = 90;
const FLAT = 45;
/** A word that nobody can make out says nothing. */
const LEAST_CONFIDENCE = 15;

/** Reads a page: lit evenly, straightened, read, its long numbers read twice. @param page from 1, in its file */
export async function readPageImage(original: GreyImage, page: number): Promise<PageReading> {
  const { image: lit, light } = evenLight(original);
  const image = await removeNoise(lit);
  const ink = await findInk(image);
  if (isBlank(ink, light)) return writtenPage('');
  const codes = await findCodes(original);
  try {
    const straight = await turn(image, estimateSkew(ink));
    const seen = await readPicture(straight.image, 'page');
    const upright = isPoorlyRead(seen) ? await uprightOf(straight, seen) : { turned: 0 as const, page: straight, seen };
    const lines = await rereadLines(upright.page.image, upright.seen);
    const read = assemble(lines, upright.page, original);
    const optical = { page, turned: upright.turned, ...read.optical };
    if (codes.length === 0 && ink.share < DUST_SHARE && !/[\p{L}\d]/u.test(read.text)) return writtenPage('');
    const fault = isPoorlyRead(upright.seen) ? faultOf(light) : null;
    return { text: read.text, optical, problem: null, again: false, blank: false, codes, ...fault };
  } catch (error) {
    // The next page has an engine of its own.
    const tooLong = error instanceof ReadingTooLong;
    return { ...unreadPage(tooLong ? 'lecture optique trop longue' : 'lecture optique en échec', false), codes };
  }
}

/** Whether hardly anything stands on a page. */
export async function isBlankPage(original: GreyImage): Promise<boolean> {
  const { image, light } = evenLight(original);
  return isBlank(await findInk(await removeNoise(image)), light);
}

function isBlank({ dots }: Ink, { ink, paper }: Light): boolean {
  return dots.length / 2 < FEWEST_DOTS || (paper - ink < 20 && paper >= DARK_PAPER);
}

function faultOf({ ink, paper }: Light): Pick<PageReading, 'problem' | 'again'> {
  if (paper < DARK_PAPER || paper - ink < FLAT)
    return { problem: 'trop sombre ou trop pâle pour être lue', again: true };
  return { problem: 'écriture que la lecture optique ne déchiffre pas', again: false };
}

/** Lines with their numbers read twice; a paragraph ends with an empty one. */
async function rereadLines(image: GreyImage, seen: readonly SeenParagraph[]): Promise<RereadWord[][]> {
  const lines: RereadWord[][] = [];
  for (const paragraph of seen) {
    for (const line of paragraph) {
      const clear = line.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
      if (clear.length > 0) lines.push([...(await rereadNumbers(image, clear)).words]);
    }
    lines.push([]);
  }
  return lines;
}

function assemble(lines: readonly RereadWord[][], { back }: TurnedImage, { width, height }: GreyImage) {
  const words: OpticalWord[] = [];
  const doubts: OpticalDoubt[] = [];
  let text = '';
  for (const line of lines) {
    for (const [index, word] of line.entries()) {
      const start = text.length;
      text += word.text;
      const { left, top, right, bottom } = word.box;
      const corners = [back(left, top), back(right, top), back(left, bottom), back(right, bottom)];
      const [xs, ys] = [corners.map(([x]) => x / width), corners.map(([, y]) => y / height)];
      const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(
        share,
      ) as unknown as OpticalWord['box'];
      words.push({ start, end: text.length, box, confidence: word.confidence });
      if (word.doubt !== undefined) doubts.push({ start, end: text.length, other: word.doubt });
      if (index < line.length - 1) text += ' ';
    }
    text += '\n';
  }
  return { text: text.trimEnd(), optical: { words, doubts } };
}

const share = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 10_000);
