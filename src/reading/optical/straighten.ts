import sharp from 'sharp';
import type { GreyImage } from './grey-image';

/** Beyond it a page was not fed askew but laid down anyhow. */
const MOST_DEGREES = 8;
/** Ink is looked at on a picture of this long side. */
const SMALL_SIDE = 1_000;
const DARK = 140;
const MOST_DOTS = 60_000;

export interface Ink {
  readonly width: number;
  readonly height: number;
  /** x, y, x, y … of dark pixels on a small copy of the page. */
  readonly dots: Float32Array;
  /** Share of the small copy that is dark. */
  readonly share: number;
}

/** Where the ink of an evenly lit page lies; its edge is left out, where scanners draw their own shadow. */
export async function findInk({ width, height, data }: GreyImage): Promise<Ink> {
  const scale = Math.min(1, SMALL_SIDE / Math.max(width, height));
  const small = await sharp(data, { raw: { width, height, channels: 1 } })
    .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), { fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width: w, height: h } = small.info;
  const margin = Math.round(Math.min(w, h) * 0.03);
  const found: number[] = [];
  for (let y = margin; y < h - margin; y++)
    for (let x = margin; x < w - margin; x++) if ((small.data[y * w + x] ?? 255) < DARK) found.push(x, y);
  const every = Math.max(1, Math.ceil(found.length / 2 / MOST_DOTS));
  const dots = new Float32Array(Math.floor(found.length / 2 / every) * 2);
  for (let at = 0; at < dots.length / 2; at++) {
    dots[at * 2] = found[at * every * 2] ?? 0;
    dots[at * 2 + 1] = found[at * every * 2 + 1] ?? 0;
  }
  const area = Math.max(1, (w - 2 * margin) * (h - 2 * margin));
  return { width: w, height: h, dots, share: found.length / 2 / area };
}

/**
 * Degrees by which lines rise to the right: where the page is cut along its lines, ink and gaps between lines differ most.
 * 0 where there is hardly any ink.
 */
export function estimateSkew(ink: Ink): number {
  if (ink.dots.length < 400) return 0;
  const coarse = bestOf(ink, 0, MOST_DEGREES, 0.5);
  const fine = bestOf(ink, coarse, 0.5, 0.1);
  return Math.abs(fine) >= MOST_DEGREES ? 0 : fine;
}

function bestOf(ink: Ink, around: number, reach: number, step: number): number {
  let best = { degrees: around, score: contrastAlong(ink, around) };
  for (let away = step; away <= reach + 1e-9; away += step)
    for (const degrees of [around - away, around + away]) {
      const score = contrastAlong(ink, degrees);
      if (score > best.score) best = { degrees, score };
    }
  return best.degrees;
}

/** How much neighbouring rows differ in ink when rows are tilted so. */
function contrastAlong({ width, height, dots }: Ink, degrees: number): number {
  const tilt = Math.tan((degrees * Math.PI) / 180);
  const offset = Math.ceil(Math.abs(tilt) * width) + 1;
  const rows = new Float64Array(height + 2 * offset + 1);
  for (let at = 0; at < dots.length; at += 2) {
    const row = Math.round((dots[at + 1] ?? 0) + (dots[at] ?? 0) * tilt) + offset;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  let score = 0;
  for (let row = 1; row < rows.length; row++) score += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return score;
}

/** A page turned, and the way back from it. */
export interface TurnedImage {
  readonly image: GreyImage;
  /** A place on it → the place on the page before. */
  readonly back: (x: number, y: number) => readonly [number, number];
}

/** @param degrees clockwise, any; what comes in at the corners is white */
export async function turn(image: GreyImage, degrees: number): Promise<TurnedImage> {
  if (degrees === 0) return { image, back: (x, y) => [x, y] };
  const { width, height } = image;
  const { data, info } = await sharp(image.data, { raw: { width, height, channels: 1 } })
    .rotate(degrees, { background: 'white' })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [cos, sin] = [Math.cos((-degrees * Math.PI) / 180), Math.sin((-degrees * Math.PI) / 180)];
  return {
    image: { width: info.width, height: info.height, data },
    back: (x, y) => {
      const [dx, dy] = [x - info.width / 2, y - info.height / 2];
      return [dx * cos - dy * sin + width / 2, dx * sin + dy * cos + height / 2];
    },
  };
}
