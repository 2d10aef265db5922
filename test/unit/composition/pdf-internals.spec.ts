import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import { createComposer } from '../../../src/composition/compose-reply';
import { loadFaces } from '../../../src/composition/pdf/face';
import { createTaggedDocument } from '../../../src/composition/pdf/pdfkit-internals';
import { writeValue } from '../../../src/composition/pdf/write-value';
import { aReplyOrder } from './a-reply-order';
import { readPdf } from './read-pdf';

/** Real: pdfkit, fontkit; pdf.js and poppler in processes of their own, as readers that owe us nothing. */
const templatesFolder = path.resolve(__dirname, '../../../templates');
const faces = loadFaces();

async function attestation(overrides: Parameters<typeof aReplyOrder>[0] = {}): Promise<Buffer> {
  const result = await (await createComposer({ templatesFolder })).compose(aReplyOrder(overrides));
  if (!result.ok) throw new Error(result.error.message);
  return Buffer.from(result.value.files.at(-1)?.bytes ?? new Uint8Array());
}

describe('what we lean on behind pdfkit’s face', () => {
  it('is still there in the version that is pinned', () => {
    const { version } = JSON.parse(
      readFileSync(path.resolve(__dirname, '../../../node_modules/pdfkit/package.json'), 'utf8'),
    );
    expect(version).toBe('0.20.2');
    const prototype = PDFDocument.prototype as unknown as Record<string, unknown>;
    for (const name of [
      '_addInfo',
      'appendXML',
      'addContent',
      'endMarkings',
      'hasMarkInfoDictionary',
      'annotate',
      '_refEnd',
      'registerFont',
      'ref',
      '_write',
      '_finalize',
    ]) {
      expect(typeof prototype[name]).toBe('function');
    }
    const info = { title: 'T', author: 'A', createdOn: '2026-01-01', data: null };
    const { document } = createTaggedDocument(info, faces, () => undefined);
    document.addPage();
    document.font('regular');
    const { _font, page, _getPdfaid, _addColorOutputIntent } = document as unknown as Record<
      string,
      Record<string, unknown>
    >;
    expect(_font).toMatchObject({ id: 'F1', widths: expect.any(Array), unicode: expect.any(Array) });
    expect(_font?.subset).toHaveProperty('includeGlyph');
    expect(page).toHaveProperty('fonts');
    expect(typeof _getPdfaid).toBe('function');
    expect(typeof _addColorOutputIntent).toBe('function');
  });

  it('escapes a title and an author for the metadata', async () => {
    const office = { ...aReplyOrder().office, name: 'Caf R & D <Paris>' };
    const pdf = readPdf(await attestation({ office }));
    const xmp = [...pdf.objects.values()]
      .find(({ text }) => text.includes('/Type /Metadata'))
      ?.stream?.toString('utf8');
    expect(xmp).toContain('<rdf:li>Caf R &amp; D &lt;Paris&gt;</rdf:li>');
  });
});

describe('setting letter by letter', () => {
  it.each(['AVATAR To Yes, l’Œuvre de Zoë', '1 234,56 € – 29/06/2016', 'Юлия Ελένη Nguyễn'])(
    'places «%s» as fontkit does',
    (text) => {
      for (const face of [faces.regular, faces.strong]) {
        const { glyphs, positions } = face.font.layout(text, { liga: false });
        const ours = face.shape(text);
        expect(ours.map(({ id }) => id)).toEqual(glyphs.map(({ id }) => id));
        ours.forEach(({ advance }, index) => {
          expect(advance).toBeCloseTo(positions[index]?.xAdvance ?? 0, 3);
        });
      }
    },
  );
});

describe('text of common letters', () => {
  const { regular, strong } = faces;

  it.each(['Attestation de paiement', '1\u202f234,56\u00a0€', 'AVATAR : Total versé en mai 2026', 'V', ''])(
    'is as wide as its letters one by one: «%s»',
    (text) => {
      for (const face of [regular, strong]) {
        const one = face.shape(text).reduce((sum, { advance }) => sum + advance, 0);
        expect(face.commonText?.widthOf(text) ?? one).toBeCloseTo(one, 6);
      }
      expect(regular.commonText?.widthOf(text)).not.toBeNull();
    },
  );

  it('is shown by the places and gaps that a glyph at a time gives', () => {
    const text = 'AVATAR: Total';
    let shown = '';
    for (const { id, width, advance } of regular.shape(text)) {
      const place = regular.common?.places.get(id) ?? 0;
      const gap = Math.round((width - advance) * 1000) / 1000;
      shown += place.toString(16).padStart(4, '0') + (gap === 0 ? '' : `>${gap}<`);
    }
    expect(shown).toContain('>');
    expect(regular.commonText?.show(text)).toBe(`[<${shown}>] TJ`);
  });

  it.each(['Ελένη', 'Ze\u0301lie', 'Łódź', '한'])('is not «%s», which is set letter by letter', (text) => {
    expect([regular.commonText?.widthOf(text), regular.commonText?.show(text)]).toEqual([null, null]);
  });
});

describe('the glyphs that every document embeds', () => {
  const fontsOf = async (name: string) => {
    const address = [name, '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', ''];
    const { objects, text } = readPdf(await attestation({ destination: { kind: 'post', address } }));
    const files = [...objects.values()].flatMap(({ text: own }) => /\/FontFile2 (\d+)/.exec(own)?.[1] ?? []);
    return { text, fonts: files.map((id) => objects.get(Number(id))?.stream?.toString('base64')) };
  };

  it('are the same bytes in documents of ordinary letters, and more where a name asks for more', async () => {
    const [one, two, greek] = [await fontsOf('MADAME DUPONT'), await fontsOf('MADAME PAULINE'), await fontsOf('ΕΛΕΝΗ')];
    expect(one.fonts).toHaveLength(2);
    expect(two.fonts).toEqual(one.fonts);
    expect(greek.fonts).not.toEqual(one.fonts);
    expect([one.text, two.text, greek.text]).toEqual(
      ['MADAME DUPONT', 'MADAME PAULINE', 'ΕΛΕΝΗ'].map((name) => expect.stringContaining(name)),
    );
  });

  it('can be copied where a part of one is a letter too: the dot of an i', async () => {
    expect((await fontsOf('M. I. J.')).text).toContain('M. I. J.');
  });
});

describe('what is written for pdfkit', () => {
  it.each([
    ['Name', '/Name'],
    [1.23456789, '1.234568'],
    [null, 'null'],
    [new String('a(b)\\'), '(a\\(b\\)\\\\)'],
    [new String('é'), '(\u00fe\u00ff\u0000\u00e9)'],
    [new Date('2026-11-23T09:08:07Z'), '(D:20261123090807Z)'],
    [[1, { A: true, B: undefined }], '[1 <<\n/A true\n>>]'],
    [Uint8Array.of(1, 255), '<01ff>'],
  ])('%p is %s', (value, text) => {
    expect(writeValue(value)).toBe(text);
  });
});

describe('other readers', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pdf-'));
  const file = path.join(folder, 'attestation.pdf');
  beforeAll(async () => writeFileSync(file, await attestation()));
  afterAll(() => rmSync(folder, { recursive: true }));

  const has = (program: string, flag: string): boolean => {
    try {
      execFileSync(program, [flag], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  const withPoppler = has('pdftotext', '-v') ? it : it.skip;
  const withQpdf = has('qpdf', '--version') ? it : it.skip;

  it('read the text by pdf.js', () => {
    const script = `
      import { readFileSync } from 'node:fs';
      import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
      const pdf = await getDocument({ data: new Uint8Array(readFileSync(process.argv[1])), verbosity: 0 }).promise;
      const page = await pdf.getPage(1);
      const { items } = await page.getTextContent();
      console.log(JSON.stringify({ lang: (await pdf.getMetadata()).info.Language ?? null, marked: (await pdf.getMarkInfo())?.Marked, text: items.map(({ str }) => str).join('\\n') }));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script, file], {
      cwd: path.resolve(__dirname, '../../..'),
      encoding: 'utf8',
    });
    const read = JSON.parse(out.slice(out.indexOf('{')));
    expect(read.marked).toBe(true);
    expect(read.text).toContain('Attestation de paiement');
    expect(read.text).toContain('MADAME JEANNE DUPONT');
    expect(read.text).toContain('312,45 €');
  });

  withPoppler('keep words apart and in reading order (poppler)', () => {
    const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
    expect(text).toContain('N° ALLOCATAIRE : 0260311');
    expect(text.replace(/\s+/g, ' ')).toContain('MADAME JEANNE DUPONT 1 RUE DE LA PAIX 75000 PARIS');
    const structure = execFileSync('pdfinfo', ['-struct-text', file], { encoding: 'utf8' });
    for (const type of ['Document', 'H1', 'Table', 'THead', 'TBody', 'TH', 'TD']) expect(structure).toContain(type);
  });

  withQpdf('find no fault in the file (qpdf)', () => {
    expect(execFileSync('qpdf', ['--check', file], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors',
    );
  });
});
