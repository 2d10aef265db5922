import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { drawSeparatorSheets } from '../../../src/composition/draw-separator-sheets';
import { drawPdfPage } from '../../../src/reading/text/read-pdf-pages';
import { readPdf } from '../../../src/reading/text/read-pdf-text';
import { SmallHouse } from '../../fakes/small-house';
import { until } from '../../fakes/until';

/**
 * Stacks that lie in a scan batch with their separator sheets. Real: HTTP, the watched folder, PostgreSQL, the queues, the reading
 * processes (a build is needed), the sheets. Fake: what decides and composes; the letters are invented.
 */
describe('a scanned stack with separator sheets', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-piles-'));
  let house: SmallHouse;
  let sheet: Buffer;

  beforeAll(async () => {
    house = await SmallHouse.start({ SCAN_FOLDER: folder, READING_PROCESSES: '1' }, {}, 'really');
    await readPdf(await drawSeparatorSheets(1), async (document) => {
      const { width, height, data } = await drawPdfPage(document.getPage(0));
      const raw = { width, height, channels: 1 } as const;
      // As a scanner of 150 dpi sees it, a little askew.
      sheet = await sharp(data, { raw })
        .resize(Math.round(width / 2))
        .rotate(1.5, { background: 'white' })
        .jpeg({ quality: 60 })
        .toBuffer();
      return { pages: [], problem: null };
    });
  });
  afterAll(async () => {
    await house.stop();
    rmSync(folder, { recursive: true });
  });

  /** Pages of text; null for a separator sheet. */
  const aPdf = (pages: readonly (string | null)[]): Promise<Buffer> => {
    const document = new PDFDocument({ size: 'A4', autoFirstPage: false });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    for (const text of pages) {
      document.addPage();
      if (text === null) document.image(sheet, 0, 0, { width: 595 });
      else document.text(`${text}. Bonjour, je demande une attestation de paiement pour mon loyer.`);
    }
    document.end();
    return new Promise((resolve) => document.once('end', () => resolve(Buffer.concat(parts))));
  };
  const query = (text: string) => house.running.house.database.pool.query(text);
  const rows = async () => (await query('select count(*)::int as n from correspondences')).rows[0]?.n as number;
  const show = async (id: string) => {
    const record = await house.running.house.correspondences.show(id);
    if (record === null) throw new Error('ce courrier n’existe pas');
    return record;
  };

  it('becomes an item for each letter, by HTTP as by the folder, once, its own bytes kept', async () => {
    const files = {
      'lettre.pdf': await aPdf(['Lettre une']),
      'feuille.jpg': sheet,
      'pile.pdf': await aPdf(['Lettre deux', 'Suite de la deux', null, 'Lettre trois', null]),
      'perdue.jpg': sheet,
    };
    const item = { receivedOn: '2026-11-20', nir: '2690549588157', postmark: '2026-11-18' };
    const batch = JSON.stringify({
      ...{ batchId: 'lot-piles', scannedAt: '2026-11-23T09:00:00+01:00' },
      items: [
        { ...item, itemId: 'A', pages: ['lettre.pdf', 'feuille.jpg', 'pile.pdf'] },
        { ...item, itemId: 'B', pages: ['perdue.jpg'] },
      ],
    });
    const upload = async () => {
      const form = new FormData();
      for (const [name, bytes] of Object.entries(files)) form.append('files', new Blob([new Uint8Array(bytes)]), name);
      form.append('files', new Blob([batch]), 'batch.json');
      const key = await house.running.house.apiKeys.create('ingest', 'essai');
      const url = `http://127.0.0.1:${house.running.httpPort}/api/correspondences`;
      return fetch(url, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: form });
    };
    expect((await upload()).status).toBe(202);
    await until(async () => {
      const { 'set-aside': aside = 0, 'waiting-sender': asked = 0 } = await house.states();
      return aside === 2 && asked === 3 ? true : null;
    }, 60_000);

    const { rows: aside } = await query("select id from correspondences where state = 'set-aside' order by sequence");
    const [stack, empty] = await Promise.all(aside.map(({ id }) => show(id)));
    if (stack === undefined || empty === undefined) throw new Error('la pile manque');
    expect(empty.reason).toMatch(/^Rien que des feuilles de séparation/);
    const { correspondences, store } = house.running.house;
    const kept = await correspondences.documentsOf(stack.id);
    expect(kept.map(({ name }) => name)).toEqual(['lettre.pdf', 'feuille.jpg', 'pile.pdf']);
    expect((await store.read(kept[2]?.storeKey ?? '')).equals(files['pile.pdf'])).toBe(true);

    const { rows: asked } = await query(
      "select id from correspondences where state = 'waiting-sender' order by sequence",
    );
    const letters = await Promise.all(asked.map(({ id }) => show(id)));
    expect(stack.reason).toBe(
      `Pile coupée à ses feuilles de séparation\u00a0: 3 courriers, ${letters.map(({ reference }) => reference).join(', ')}.`,
    );
    expect(letters.map(({ scan }) => scan?.pages)).toEqual([['lettre.pdf'], ['pile-p1-2.pdf'], ['pile-p4.pdf']]);
    for (const [index, words] of [/Lettre une/, /Lettre deux[\s\S]*Suite de la deux/, /Lettre trois/].entries()) {
      const letter = letters[index];
      expect(letter?.reading?.text).toMatch(words);
      // What was typed for the whole stack is nobody's.
      expect(letter?.scan).toMatchObject({
        ...{ nir: null, postmark: null, receivedOn: '2026-11-20', itemId: `A-${index + 1}` },
        cutFrom: { id: stack.id, reference: stack.reference },
      });
      expect(letter?.receivedOn).toBe('2026-11-20');
    }

    const before = await rows();
    expect((await upload()).status).toBe(200);
    const place = path.join(folder, 'lot');
    mkdirSync(place);
    for (const [name, bytes] of Object.entries({ ...files, 'batch.json': batch, 'batch.done': '' }))
      writeFileSync(path.join(place, name), bytes);
    await until(async () => (readdirSync(folder).includes('traites') ? true : null), 30_000);
    expect(await rows()).toBe(before);
  });

  it('waits for an agent where a file cannot be cut', async () => {
    const whole = await aPdf(['Lettre quatre', null, 'Lettre cinq']);
    // pdfium mends a lost table of objects; the pages are not taken out of what has to be mended.
    const torn = Buffer.from(whole.toString('latin1').replace(/startxref\n\d+/, 'startxref\n1'), 'latin1');
    const batch = {
      ...{ batchId: 'lot-abime', scannedAt: '2026-11-23T09:00:00+01:00' },
      items: [{ itemId: 'A', receivedOn: '2026-11-20', pages: ['abime.pdf'] }],
    };
    const place = path.join(folder, 'lot-2');
    mkdirSync(place);
    writeFileSync(path.join(place, 'abime.pdf'), torn);
    writeFileSync(path.join(place, 'batch.json'), JSON.stringify(batch));
    writeFileSync(path.join(place, 'batch.done'), '');
    const reason = await until(async () => {
      const { rows: found } = await query("select reason from correspondences where state = 'needs-agent'");
      return (found[0]?.reason as string | undefined) ?? null;
    }, 60_000);
    expect(reason).toMatch(/^Pile de courriers que l’on n’a pas pu couper.*abime\.pdf.*TIFF\.$/);
  });
});
