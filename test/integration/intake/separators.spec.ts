import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { listInputs } from '../../../src/intake/list-inputs';
import { packageRoot } from '../../../src/platform/package-root';
import { drawPdfPage } from '../../../src/reading/text/read-pdf-pages';
import { readPdf, readPdfText } from '../../../src/reading/text/read-pdf-text';
import { aDrawnPage, aPdfOfPictures, aTiffOf } from '../../builders/a-drawn-page';

/**
 * A stack scanned with separator sheets, cut into letters. Real: the built command, the sheets that it prints, drawn by pdfium,
 * the cutting, and the reading of the batch as intake does it. Made up: the letters. Needs a build.
 */
const run = promisify(execFile);
const CLI = path.join(packageRoot, 'dist/cli.js');
const courrier = (...words: string[]) => run(process.execPath, [CLI, 'separators', ...words], { encoding: 'utf8' });

const folder = mkdtempSync(path.join(tmpdir(), 'separations-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

let sheet: Buffer;
const letters: Buffer[] = [];
beforeAll(async () => {
  if (!existsSync(CLI)) throw new Error('dist/cli.js is missing: npm run build');
  await courrier('-o', at('feuilles.pdf'), '--sheets', '2');
  await readPdf(readFileSync(at('feuilles.pdf')), async (document) => {
    expect(document.getPageCount()).toBe(2);
    const { width, height, data } = await drawPdfPage(document.getPage(0));
    // As a scanner of 150 dpi sees it: grey, soft, a little noisy by JPEG.
    sheet = await sharp(data, { raw: { width, height, channels: 1 } })
      .resize(Math.round(width / 2))
      .blur(0.8)
      .jpeg({ quality: 60 })
      .toBuffer();
    return { pages: [], problem: null };
  });
  for (const name of ['un', 'deux', 'trois']) letters.push(await aDrawnPage([`Lettre ${name}`, 'Bonjour.']));
});

async function itemsOf(batch: string): Promise<(readonly string[])[]> {
  const items: (readonly string[])[] = [];
  for await (const input of listInputs([batch])) {
    if (input.kind !== 'scan') throw new Error(input.kind === 'refused' ? input.reason : 'un courriel');
    items.push(input.item.pages);
  }
  return items;
}

it('is cut at each sheet, either way up and askew; the back of a sheet is no page, and nothing else is left out', async () => {
  const [one, two, three] = letters as [Buffer, Buffer, Buffer];
  const upsideDown = await sharp(sheet).rotate(182, { background: 'white' }).png().toBuffer();
  const back = await aDrawnPage([]);
  writeFileSync(at('pile.tif'), await aTiffOf([one, sheet, two, back, three, upsideDown, back, one]));
  const { stdout } = await courrier(
    'split',
    at('pile.tif'),
    '-o',
    at('lot-1'),
    '--received-on',
    '2026-11-20',
    '--json',
  );
  expect(JSON.parse(stdout)).toEqual({
    batchId: 'lot-1',
    folder: at('lot-1'),
    items: 3,
    pages: 5,
    separators: 2,
    blankBacks: 1,
  });
  expect(readdirSync(at('lot-1'))).toContain('batch.done');
  expect(await itemsOf(at('lot-1'))).toEqual([
    ['0001-1.tif'],
    ['0002-1.tif', '0002-2.tif', '0002-3.tif'],
    ['0003-1.tif'],
  ]);
  const pixels = (picture: Buffer) => sharp(picture).greyscale().raw().toBuffer();
  expect((await pixels(readFileSync(at('lot-1/0002-1.tif')))).equals(await pixels(two))).toBe(true);
});

it('keeps the pages of a PDF as they are', async () => {
  const pages = [sheet, letters[0], letters[1], sheet, letters[2]] as Buffer[];
  writeFileSync(at('pile.pdf'), await aPdfOfPictures(pages));
  const { stdout } = await courrier('split', at('pile.pdf'), '-o', at('lot-2'));
  expect(stdout).toContain('2\u00a0courriers de 3\u00a0pages en tout');
  expect(await itemsOf(at('lot-2'))).toEqual([['0001-1.pdf'], ['0002-1.pdf']]);
  expect((await readPdfText(readFileSync(at('lot-2/0001-1.pdf')))).pages).toHaveLength(2);
});

it('is refused whole where it cannot be cut, and writes nothing', async () => {
  writeFileSync(at('sans.tif'), await aTiffOf([letters[0] as Buffer]));
  writeFileSync(at('texte.pdf'), 'bonjour');
  const refusal = (...words: string[]) =>
    courrier('split', ...words).then(
      () => '',
      (error: { stderr: string }) => error.stderr,
    );
  expect(await refusal(at('sans.tif'), '-o', at('lot-3'))).toMatch(/^aucune feuille de séparation.*\n$/);
  expect(await refusal(at('texte.pdf'), '-o', at('lot-3'))).toContain('ni un PDF, ni un TIFF');
  expect(await refusal(at('absent.tif'), '-o', at('lot-3'))).toContain('introuvable');
  expect(await refusal(at('pile.tif'), '-o', at('lot-1'))).toContain('existe déjà');
  expect(readdirSync(folder).filter((name) => name.startsWith('lot-3'))).toEqual([]);
});
