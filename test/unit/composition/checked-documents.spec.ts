import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { type Composer, createComposer } from '../../../src/composition/compose-reply';
import { findDrawnCodes } from '../../../src/composition/signature/find-drawn-code';
import { judgeCode } from '../../../src/composition/signature/sign-document';
import { decodeDataMatrix } from '../../../src/domain/barcode/data-matrix';
import {
  composeDocument,
  DOCUMENTS,
  type DocumentCase,
  isAttestation,
  SIGNING_KEY,
  TEMPLATES_FOLDER,
} from './a-checked-document';
import { checkPdfStructure } from './check-pdf-structure';
import { PdfModel } from './pdf-check/pdf-model';
import { readingOrder } from './pdf-check/structure-tree';
import { readPdf } from './read-pdf';

/**
 * Every template × channel × variant against every rule, and the order in which each is read aloud against what is kept of it in
 * test/fixtures/reading-order/ (written anew where REWRITE_READING_ORDER is set: read the difference). Real: all of it, with
 * pdfium, poppler where it is, and zxing as readers that owe us nothing. Fake: the key.
 */
const DPI = 150;
const folder = mkdtempSync(path.join(tmpdir(), 'checked-'));
afterAll(() => rmSync(folder, { recursive: true }));
const KEPT = path.resolve(__dirname, '../../fixtures/reading-order');

let composer: Composer;
beforeAll(async () => {
  const wasm = path.resolve(__dirname, '../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm');
  // Given here: it would fetch its own from the network.
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
  composer = await createComposer({ templatesFolder: TEMPLATES_FOLDER, signingKeys: [SIGNING_KEY] });
});

/** Each is made once. */
const made = new Map<string, Promise<Buffer>>();
function pdfOf(document: DocumentCase): Promise<Buffer> {
  const pdf = made.get(document.name) ?? composeDocument(composer, document);
  made.set(document.name, pdf);
  return pdf;
}

describe.each(DOCUMENTS)('$name', (document) => {
  it('breaks no rule', async () => {
    expect(checkPdfStructure(readPdf(await pdfOf(document)))).toEqual([]);
  });

  it('is read aloud in its order', async () => {
    const read = readingOrder(new PdfModel(readPdf(await pdfOf(document))));
    const file = path.join(KEPT, `${document.name.replace(/[ (),]+/g, '-').replace(/-(large)?-?$/, '')}.txt`);
    if (process.env.REWRITE_READING_ORDER !== undefined && !document.order.largePrint) {
      mkdirSync(KEPT, { recursive: true });
      writeFileSync(file, `${read.join('\n')}\n`);
    }
    const kept = readFileSync(file, 'utf8').trimEnd().split('\n');
    // Large letters leave the code's caption no room beside it; its alternative text says the same.
    expect(read).toEqual(document.order.largePrint ? kept.filter((line) => !line.startsWith('  P: Code signé')) : kept);
  });
});

describe('the codes of every page', () => {
  it.each(DOCUMENTS)('are read back at 150 dpi: $name', async (document) => {
    const pdf = await pdfOf(document);
    const drawn = findDrawnCodes(pdf).map((modules) => new Uint8Array(decodeDataMatrix(modules) ?? []));
    const slip = readPdf(pdf).text.includes('Coupon-réponse');
    expect(drawn).toHaveLength(isAttestation(document) || slip ? 1 : 0);
    if (drawn.length === 0) return;
    const read = await codesOf(pdf);
    expect(read).toEqual(drawn);
    // A reply slip's says the case's reference, which the letter shows beside it.
    if (slip) return expect(readPdf(pdf).text).toContain(Buffer.from(read[0] ?? []).toString('latin1'));
    expect(judgeCode(read[0] ?? new Uint8Array(), [SIGNING_KEY]).verdict).toBe('signed');
  });
});

const hasPoppler = ((): boolean => {
  try {
    execFileSync('pdfinfo', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
// pdfinfo takes most of a second a file: one with a slip, one with lists, one with tables.
const SAMPLED = DOCUMENTS.filter(({ name }) =>
  /^(nir-manquant|acces-compte|attestation-paiement) \(post\)$/.test(name),
);
describe('poppler', () => {
  (hasPoppler ? it : it.skip).each(SAMPLED)('reads the same words in the same order: $name', async (document) => {
    const pdf = await pdfOf(document);
    const file = path.join(folder, 'a.pdf');
    writeFileSync(file, pdf);
    const out = execFileSync('pdfinfo', ['-struct-text', file], { encoding: 'utf8' });
    const theirs = [...out.matchAll(/^ *"(.*)"$/gm)].map(([, words]) => words).join('');
    const ours = readingOrder(new PdfModel(readPdf(pdf)))
      .map((line) => line.replace(/^ *\w+(: )?(\(.*\)$)?/, ''))
      .join('');
    const bare = (text: string): string => text.replace(/[\s\u00a0\u202f[\]]/g, '');
    expect(bare(theirs)).toBe(bare(ours));
  });
});

/** Every Data Matrix of every page, drawn as a scanner would see it. */
async function codesOf(pdf: Buffer): Promise<Uint8Array[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const found: Uint8Array[] = [];
  for (let index = 0; index < document.getPageCount(); index += 1) {
    const { data, width, height } = await document.getPage(index).render({ scale: DPI / 72, render: 'bitmap' });
    const image = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' } as ImageData;
    found.push(...(await readBarcodes(image, { formats: ['DataMatrix'] })).map(({ bytes }) => bytes));
  }
  document.destroy();
  library.destroy();
  return found;
}
