import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Composer, createComposer } from '../../../src/composition/compose-reply';
import { opticalMarks } from '../../../src/dispatch/print-batch/optical-marks';
import { MergedFile, readDocument } from '../../../src/platform/pdf/merged-file';
import { entriesOf, PdfFault, withReferences } from '../../../src/platform/pdf/pdf-syntax';
import { aReplyOrder } from '../composition/a-reply-order';

/** Real: letters of ours, merged, and pdf.js that reads the result. Fake: nothing; the people are invented. */
describe('a merged file', () => {
  let folder: string;
  let composer: Composer;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-lot-'));
    composer = await createComposer({ templatesFolder: path.resolve(__dirname, '../../../templates') });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const letterTo = async (name: string): Promise<Buffer> => {
    const order = aReplyOrder({
      letter: 'acces-compte',
      attestations: [],
      destination: { kind: 'post', address: [name, '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', ''] },
    });
    const composed = await composer.compose(order);
    if (!composed.ok) throw new Error(composed.error.message);
    return Buffer.from(composed.value.files[0]?.bytes ?? []);
  };

  /** What another program makes of it: words and size of each page, and whether it found something to mend. */
  const readBack = (file: string): { pages: string[]; warnings: string } => {
    const script = `
      import { getDocument } from ${JSON.stringify(require.resolve('pdfjs-dist/legacy/build/pdf.mjs'))};
      import { readFileSync } from 'node:fs';
      const warnings = [];
      console.log = (...said) => warnings.push(said.join(' '));
      const data = new Uint8Array(readFileSync(process.argv[1]));
      const document = await getDocument({ data, useSystemFonts: false, stopAtErrors: true }).promise;
      const pages = [];
      for (let at = 1; at <= document.numPages; at += 1) {
        const { items } = await (await document.getPage(at)).getTextContent();
        await (await document.getPage(at)).getOperatorList();
        pages.push(items.map(({ str }) => str).join(' '));
      }
      process.stdout.write(JSON.stringify({ pages, warnings: warnings.join('\\n') }));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script, file], { encoding: 'utf8' });
    return JSON.parse(out);
  };

  it('holds each letter on sheets of its own, and what is alike once', async () => {
    const names = ['MADAME PREMIERE', 'MADAME DEUXIEME', 'MONSIEUR TROISIEME'];
    const letters = await Promise.all(names.map(letterTo));
    const file = path.join(folder, 'lot.pdf');
    const merged = await MergedFile.create(file);
    const first: number[] = [];
    for (const bytes of letters) {
      const document = readDocument(bytes);
      first.push(merged.pages + 1);
      await merged.append(document, (page) => (page % 2 === 0 ? opticalMarks(0, 1) : null));
      if (document.pages.length % 2 === 1) merged.appendBlank();
    }
    await merged.finish('Lettres du 2026-11-23');
    const { pages, warnings } = readBack(file);
    expect(warnings).toBe('');
    expect(pages).toHaveLength(merged.pages);
    expect(first.every((page) => page % 2 === 1)).toBe(true);
    for (const [index, page] of first.entries()) expect(pages[page - 1]).toContain(names[index]);
    expect(readFileSync(file).length).toBeLessThan(letters.reduce((sum, { length }) => sum + length, 0));
  });

  it('is the same bytes for the same letters', async () => {
    const bytes = await letterTo('MADAME PREMIERE');
    const [one, two] = await Promise.all(
      ['a.pdf', 'b.pdf'].map(async (name) => {
        const merged = await MergedFile.create(path.join(folder, name));
        await merged.append(readDocument(bytes), () => null);
        await merged.finish('Lettres');
        return readFileSync(path.join(folder, name));
      }),
    );
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  });

  it('reads a table in clear, and one that an update was added to', async () => {
    const bytes = await letterTo('MADAME PREMIERE');
    const file = path.join(folder, 'clair.pdf');
    const merged = await MergedFile.create(file);
    await merged.append(readDocument(bytes), () => null);
    await merged.finish('Lettres');
    const clear = readFileSync(file);
    const count = readDocument(clear).pages.length;
    expect(count).toBe(readDocument(bytes).pages.length);
    const start = clear.lastIndexOf('xref', clear.lastIndexOf('startxref') - 1);
    const added = Buffer.from(`1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>\nendobj\n`);
    const table = clear.length + added.length;
    const row = String(clear.length).padStart(10, '0');
    const update = `xref\n1 1\n${row} 00000 n \ntrailer\n<< /Root 1 0 R /Size 9 /Prev ${start} >>\nstartxref\n${table}\n%%EOF\n`;
    const updated = readDocument(Buffer.concat([clear, added, Buffer.from(update)]));
    expect(updated.pages).toHaveLength(count);
    expect(updated.file.object(1).text).toContain('/Lang (fr)');
  });

  it('refuses what it cannot follow', async () => {
    const bytes = await letterTo('MADAME PREMIERE');
    const broken = [
      Buffer.from('%PDF lettre'),
      Buffer.alloc(0),
      bytes.subarray(0, bytes.length - 200),
      Buffer.concat([bytes.subarray(100), Buffer.alloc(100)]),
    ];
    for (const one of broken) expect(() => readDocument(one)).toThrow(PdfFault);
  });
});

describe('the syntax of a PDF', () => {
  it('changes references and leaves texts alone', () => {
    expect(withReferences('<< /A 1 0 R /B (1 0 R \\) 2 0 R) /C [2 0 R 30] /D <10 > >>', (id) => id + 5)).toBe(
      '<< /A 6 0 R /B (1 0 R \\) 2 0 R) /C [7 0 R 30] /D <10 > >>',
    );
  });

  it('reads the entries of a dictionary with what is nested in it', () => {
    expect([...entriesOf('<< /A << /B [1 2] >> /C (x) /D /E /F 1 0 R>> after')]).toEqual([
      ['A', '<< /B [1 2] >>'],
      ['C', '(x)'],
      ['D', '/E'],
      ['F', '1 0 R'],
    ]);
    expect(() => entriesOf('[1 2]')).toThrow(PdfFault);
    expect(() => entriesOf('<< /A 1')).toThrow(PdfFault);
  });
});
