import sharp from 'sharp';
import type { GreyImage } from './grey-image';

/** Grain that the reader takes for signs, and spends its time on; below it print is only blurred by taking it away. */
const GRAINY = 9;
const VERY_GRAINY = 22;

/** A page without the grain of its lamp or camera, and without specks of a pixel. */
export async function removeNoise(image: GreyImage): Promise<GreyImage> {
  const grain = measureGrain(image);
  if (grain < GRAINY) return image;
  const { width, height, data } = image;
  const pixels = sharp(data, { raw: { width, height, channels: 1 } });
  const smooth = grain < VERY_GRAINY ? pixels.median(3) : pixels.median(3).blur(1);
  return { width, height, data: await smooth.extractChannel(0).raw().toBuffer() };
}

/** Standard deviation of the noise, in levels of grey (Immerkær, 1996): what differs from the plane through its neighbours. */
export function measureGrain({ width, height, data }: GreyImage): number {
  const at = (x: number, y: number) => data[y * width + x] ?? 255;
  let sum = 0;
  let seen = 0;
  for (let y = 1; y < height - 1; y += 5)
    for (let x = 1; x < width - 1; x += 5) {
      const corners = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1);
      const sides = at(x, y - 1) + at(x, y + 1) + at(x - 1, y) + at(x + 1, y);
      sum += Math.abs(corners - 2 * sides + 4 * at(x, y));
      seen++;
    }
  return seen === 0 ? 0 : (Math.sqrt(Math.PI / 2) * sum) / (6 * seen);
}
