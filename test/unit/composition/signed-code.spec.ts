import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { createComposer } from '../../../src/composition/compose-reply';
import { findDrawnCodes } from '../../../src/composition/signature/find-drawn-code';
import { judgeCode, type SigningKey } from '../../../src/composition/signature/sign-document';
import { verifyDocument } from '../../../src/composition/signature/verify-document';
import { decodeDataMatrix, encodeDataMatrix } from '../../../src/domain/barcode/data-matrix';
import type { AttestationKind } from '../../../src/domain/correspondence';
import type { ReplyOrder } from '../../../src/domain/reply';
import { readPdfText } from '../../../src/reading/text/read-pdf-text';
import { aHousehold, anAllocataireFile } from '../../builders/an-allocataire-file';
import { aReplyOrder, BY_EMAIL } from './a-reply-order';
import { checkPdfStructure } from './check-pdf-structure';
import { readPdf } from './read-pdf';

/** Real: pdfkit, Ed25519, pdfium, poppler and zxing where they are. Fake: the keys. */
const templatesFolder = path.resolve(__dirname, '../../../templates');
const OLD: SigningKey = { id: '2025', seed: new Uint8Array(32).fill(5) };
const NEW: SigningKey = { id: '2026', seed: new Uint8Array(32).fill(6) };
const KINDS: AttestationKind[] = ['attestation-paiement', 'attestation-qf', 'attestation-mns'];

async function attestation(signingKeys: readonly SigningKey[], overrides: Partial<ReplyOrder> = {}): Promise<Buffer> {
  const composer = await createComposer({ templatesFolder, signingKeys });
  const file = aHousehold({ montantNetSocial: [{ month: '2016-05', cents: 123_456 }] });
  const composed = await composer.compose(aReplyOrder({ destination: BY_EMAIL, file, ...overrides }));
  if (!composed.ok) throw new Error(composed.error.message);
  return Buffer.from(composed.value.files.at(-1)?.bytes ?? new Uint8Array());
}
const textOf = async (pdf: Buffer): Promise<string> => (await readPdfText(pdf)).pages.join('\n');
const codeOf = (pdf: Buffer): Uint8Array => decodeDataMatrix(findDrawnCodes(pdf)[0] ?? []) ?? new Uint8Array();

describe('a signed attestation', () => {
  it.each(KINDS)('is sound, and recognised as it was made: %s', async (kind) => {
    const pdf = await attestation([NEW, OLD], { attestations: [kind] });
    expect(checkPdfStructure(readPdf(pdf))).toEqual([]);
    expect(pdf.length).toBeLessThan(25_000);
    expect(verifyDocument(pdf, await textOf(pdf), [NEW, OLD])).toMatchObject({
      verdict: 'authentic',
      code: { keyId: '2026', issuedOn: '2016-06-29', kind, reference: 'C-2026-004217', numeroAllocataire: '0260311' },
    });
    expect(await attestation([NEW, OLD], { attestations: [kind] })).toEqual(pdf);
  });

  it('is recognised over pages, and where a label ends with a digit', async () => {
    const payments = Array.from({ length: 70 }, (_, index) => ({
      month: '2016-05',
      benefit: `AIDE ${index}`,
      cents: 100 + index,
      nature: index % 9 === 0 ? ('retenue' as const) : ('droit' as const),
    }));
    const pdf = await attestation([NEW], { file: anAllocataireFile({ payments }) });
    expect(verifyDocument(pdf, await textOf(pdf), [NEW])).toMatchObject({ verdict: 'authentic' });
  });

  it('is recognised by a key that has been retired, and unknown without it', async () => {
    const pdf = await attestation([OLD]);
    expect(verifyDocument(pdf, await textOf(pdf), [NEW, OLD]).verdict).toBe('authentic');
    expect(verifyDocument(pdf, await textOf(pdf), [NEW]).verdict).toBe('unknown');
  });

  it('carries no code without a key, and is then unknown', async () => {
    const pdf = await attestation([]);
    expect(findDrawnCodes(pdf)).toEqual([]);
    expect(await textOf(pdf)).not.toContain('Code signé');
    expect(verifyDocument(pdf, await textOf(pdf), [NEW]).verdict).toBe('unknown');
  });

  it('is altered where it says something else than its code', async () => {
    const pdf = await attestation([NEW]);
    const text = await textOf(pdf);
    for (const [from, to] of [
      ['312,45', '912,45'],
      ['Jeanne', 'Janine'],
      ['0260311', '0260312'],
      ['mai', 'mars'],
      ['29/06/2016', '29/06/2017'],
    ] as const) {
      expect(text).toContain(from);
      expect(verifyDocument(pdf, text.replaceAll(from, to), [NEW]).verdict).toBe('altered');
    }
  });

  it('is altered where its code was changed, or signed by another key of the same name', async () => {
    const bytes = codeOf(await attestation([NEW]));
    expect(judgeCode(bytes, [NEW]).verdict).toBe('signed');
    expect(judgeCode(bytes, [{ id: '2026', seed: OLD.seed }]).verdict).toBe('bad-signature');
    expect(judgeCode(bytes, []).verdict).toBe('unknown-key');
    expect(judgeCode(new Uint8Array(10), [NEW]).verdict).toBe('other-format');
    const forged = Buffer.from(Buffer.from(bytes).toString('latin1').replace('0260311', '0260312'), 'latin1');
    expect(judgeCode(forged, [NEW]).verdict).toBe('bad-signature');
  });
});

describe('other readers', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'code-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    const wasm = path.resolve(__dirname, '../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm');
    // Given here: it would fetch its own from the network.
    prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
  });
  const hasPoppler = ((): boolean => {
    try {
      execFileSync('pdftoppm', ['-v'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();

  it.each([20, 200, 400])('read %i bytes of a symbol of ours', async (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) % 256);
    const [found] = await readBarcodes(imageOf(encodeDataMatrix(bytes) ?? []), { formats: ['DataMatrix'] });
    expect(found?.bytes).toEqual(bytes);
  });

  (hasPoppler ? it : it.skip).each(KINDS)('read it on the page at 150 dpi: %s', async (kind) => {
    const pdf = await attestation([NEW], { attestations: [kind] });
    const file = path.join(folder, kind);
    writeFileSync(`${file}.pdf`, pdf);
    execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', `${file}.pdf`, file]);
    const [found] = await readBarcodes(new Uint8Array(readFileSync(`${file}.png`)), { formats: ['DataMatrix'] });
    expect(found?.bytes).toEqual(new Uint8Array(codeOf(pdf)));
    expect(judgeCode(found?.bytes ?? new Uint8Array(), [NEW]).verdict).toBe('signed');
  });
});

/** Four pixels a module, with its quiet zone. */
function imageOf(modules: readonly (readonly boolean[])[]): ImageData {
  const side = (modules.length + 4) * 4;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (modules[Math.floor(y / 4) - 2]?.[Math.floor(x / 4) - 2])
        data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { data, width: side, height: side, colorSpace: 'srgb' } as ImageData;
}
