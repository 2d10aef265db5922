import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { ReadItem } from '../../../src/domain/correspondence';
import { findNirs } from '../../../src/domain/nir/find-nirs-in-text';
import { READING_SCRIPT, ReadingPool } from '../../../src/reading/reading-pool';
import { aDrawnPage, aPdfOfPictures, aTiffOf } from '../../builders/a-drawn-page';
import { aScanItem } from '../../builders/a-read-item';

/**
 * Pictures of text read in the reading processes, as the pipeline has them read. Real: the pool, tesseract with its French data,
 * pdfium, sharp, the compiled reader. Invented: the letters and who writes them. Needs a build.
 */
const NIR = '2690549588157';
const LETTER = [
  'Jeanne INVENTÉE',
  '1 rue de l’Essai, 75000 PARIS',
  '',
  'Madame, Monsieur,',
  'Mon numéro de sécurité sociale est le',
  '2 69 05 49 588 157 80',
  'Je souhaite recevoir une attestation de paiement',
  'pour les mois de janvier à mars 2026.',
  'Veuillez agréer mes salutations distinguées.',
];

let pool: ReadingPool;
let letter: Buffer;
beforeAll(async () => {
  if (!existsSync(READING_SCRIPT)) throw new Error('dist/reading/reading-process.js is missing: npm run build');
  pool = new ReadingPool({ size: 1 });
  letter = await aDrawnPage(LETTER);
});
afterAll(() => pool.close());

const scanned = (name: string, bytes: Buffer): Promise<ReadItem> =>
  pool.read({ kind: 'scan', item: aScanItem(), pages: [{ name, type: 'application/octet-stream', bytes }] });

/** Where the page's number was seen, in shares of the page. */
function boxOfNumber({ texts }: ReadItem, page = 0) {
  const { text = '', optical } = texts[page] ?? {};
  const number = findNirs(text).find(({ nir }) => nir === NIR);
  const words = (optical?.words ?? []).filter(
    ({ start, end }) => number !== undefined && start < number.end && end > number.start,
  );
  const edge = (at: 0 | 1 | 2 | 3, join: (...values: number[]) => number) =>
    join(...words.map(({ box }) => box[at])) / 10_000;
  return { left: edge(0, Math.min), top: edge(1, Math.min), right: edge(2, Math.max), bottom: edge(3, Math.max) };
}

describe('pages that are pictures', () => {
  it('are read with their accents, and the place of each word is kept', async () => {
    const item = await scanned('p1.png', letter);
    expect(item).toMatchObject({ readability: 'read', unreadable: [] });
    expect(item.text).toContain('Je souhaite recevoir une attestation de paiement');
    expect(item.text).toContain('INVENTÉE');
    expect(item.texts[0]?.optical).toMatchObject({ page: 1, turned: 0, doubts: [] });
    const { left, top, right, bottom } = boxOfNumber(item);
    // Drawn at 90, 350 in a picture of 1240 × 1000, letters of some 20 pixels above it.
    expect(left).toBeCloseTo(90 / 1240, 1);
    expect(top).toBeGreaterThan(0.31);
    expect(bottom).toBeLessThan(0.37);
    expect(right).toBeLessThan(0.5);
  });

  it('are read in a TIFF of several pages, askew and upside down; the places fit the page as it was sent', async () => {
    const askew = await aDrawnPage(LETTER, { degrees: 2.6 });
    const upsideDown = await sharp(letter).rotate(180).png().toBuffer();
    const item = await scanned('lot.tif', await aTiffOf([askew, upsideDown]));
    expect(item.texts.map(({ name, optical }) => [name, optical?.page, optical?.turned])).toEqual([
      ['lot.tif', 1, 0],
      ['lot.tif', 2, 180],
    ]);
    for (const { text } of item.texts) expect(findNirs(text)).toMatchObject([{ nir: NIR, verdict: 'valid' }]);
    const { left, top, right, bottom } = boxOfNumber(item, 1);
    expect(right).toBeCloseTo(1 - 90 / 1240, 1);
    expect(top).toBeGreaterThan(0.63);
    expect(bottom).toBeLessThan(0.69);
    expect(left).toBeGreaterThan(0.5);
  });

  it('are read in a PDF, page by page', async () => {
    const blank = await aDrawnPage([]);
    const item = await scanned('scan.pdf', await aPdfOfPictures([letter, blank]));
    expect(item).toMatchObject({ readability: 'read', unreadable: [] });
    expect(item.texts).toHaveLength(1);
    expect(findNirs(item.text)).toMatchObject([{ nir: NIR, verdict: 'valid' }]);
  });

  it('are read when photographed and sent by e-mail, with a shadow over them', async () => {
    const shadow = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1000"><defs><linearGradient id="g"><stop offset="0" stop-opacity="0.65"/><stop offset="1" stop-opacity="0"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>',
    );
    const photo = await sharp(letter)
      .composite([{ input: shadow }])
      .jpeg({ quality: 60 })
      .toBuffer();
    const bytes = Buffer.from(
      [
        'From: a@exemple.invalid',
        'Subject: ma lettre',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b\r\nContent-Type: text/plain\r\n\r\nMa lettre en photo.',
        '--b\r\nContent-Type: image/jpeg; name=photo.jpg\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64',
        '',
        photo.toString('base64'),
        '--b--',
      ].join('\r\n'),
    );
    const item = await pool.read({
      kind: 'email',
      bytes,
      envelope: null,
      mailboxes: [],
      authservId: null,
      dns: 'none',
      receivedAt: null,
    });
    expect(item).toMatchObject({ readability: 'read', unreadable: [] });
    const seen = item.texts.find(({ source }) => source === 'attachment');
    expect(seen).toMatchObject({ name: 'photo.jpg', optical: { page: 1 } });
    expect(findNirs(seen?.text ?? '')).toMatchObject([{ nir: NIR, verdict: 'valid' }]);
  });

  it('are read as an iPhone writes them', async () => {
    // Drawn, and coded by x265 through libheif’s own heif-enc.
    const item = await scanned('photo.heic', readFileSync(path.join(__dirname, '../../fixtures/scans/photo.heic')));
    expect(item).toMatchObject({ readability: 'read', unreadable: [] });
    expect(findNirs(item.text)).toMatchObject([{ nir: NIR, verdict: 'valid' }]);
  });

  it('say why they could not be read', async () => {
    const dark = await aDrawnPage(LETTER, { paper: '#2a2a2a', ink: '#222' });
    const problems = async (name: string, bytes: Buffer) => (await scanned(name, bytes)).unreadable;
    expect(await problems('noir.png', dark)).toEqual([
      'Page «\u00a0noir.png\u00a0»\u00a0: trop sombre ou trop pâle pour être lue.',
      'À numériser de nouveau\u00a0: page 1.',
    ]);
    expect(await problems('blanc.png', await aDrawnPage([]))).toEqual([
      'Rien n’est écrit sur ces pages\u00a0: elles sont blanches.',
    ]);
    expect(await problems('coupé.png', letter.subarray(0, letter.length / 2))).toEqual([
      'Page «\u00a0coupé.png\u00a0»\u00a0: image abîmée ou trop grande.',
      'À numériser de nouveau\u00a0: page 1.',
    ]);
  });
});
