import sharp from 'sharp';
import { evenLight } from '../../../src/reading/optical/even-light';
import { estimateSkew, findInk, turn } from '../../../src/reading/optical/straighten';
import { aDrawnPage } from '../../builders/a-drawn-page';

/** Pages laid askew. Real: the drawing, the light, the measure and the turning back. Fake: nothing. */
async function greyOf(degrees: number) {
  const page = await aDrawnPage(Array(14).fill('Une ligne de texte assez longue pour être mesurée'), { degrees });
  const { data, info } = await sharp(page).greyscale().raw().toBuffer({ resolveWithObject: true });
  return evenLight({ width: info.width, height: info.height, data }).image;
}

describe('a page laid askew', () => {
  it.each([-3, 0, 1.5])('by %d degrees is turned back', async (degrees) => {
    const page = await greyOf(degrees);
    const skew = estimateSkew(await findInk(page));
    expect(skew).toBeCloseTo(-degrees, 0);
    const { image, back } = await turn(page, skew);
    expect(Math.abs(estimateSkew(await findInk(image)))).toBeLessThanOrEqual(0.2);
    const [x, y] = back(image.width / 2, image.height / 2);
    expect([x, y]).toEqual([page.width / 2, page.height / 2]);
  });

  it('is left as it is where hardly anything stands on it', async () => {
    const { data, info } = await sharp(await aDrawnPage(['.']))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(estimateSkew(await findInk({ width: info.width, height: info.height, data }))).toBe(0);
  });
});
