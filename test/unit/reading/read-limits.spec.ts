import { crc32, deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { readMimeTree } from '../../../src/reading/mime/mime-tree';
import { READ_LIMITS } from '../../../src/reading/read-limits';
import { readOfficeFile } from '../../../src/reading/text/read-office-file';
import { readPdfText } from '../../../src/reading/text/read-pdf-text';
import { aZip } from '../../builders/a-zip';
import { message, readMessage } from './read-message';

/**
 * Past each limit of reading the item is kept, what could be read is shown, and what was not is said. Real: reading. Fake: nothing.
 */
type Case = () => Promise<void>;

const mixed = (parts: readonly string[], headers: readonly string[] = []): string =>
  message([...headers, 'Content-Type: multipart/mixed; boundary=b'], `--b\r\n${parts.join('\r\n--b\r\n')}\r\n--b--`);
const file = (name: string, type: string, content: string): string =>
  `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${content}`;
const TEXT = '\r\nMon adresse a changé.';

/** The message is read in part, its text is there, and the reason is told. */
async function heldPartly(raw: string, reason: RegExp, text = 'Mon adresse a changé.'): Promise<void> {
  const item = await readMessage(raw);
  expect(item.readability).toBe('partly');
  expect(item.text).toContain(text);
  expect(item.unreadable.join(' ')).toMatch(reason);
}

const CASES: Partial<Record<keyof typeof READ_LIMITS, Case>> = {
  messageBytes: async () => {
    const item = await readMessage(Buffer.alloc(READ_LIMITS.messageBytes + 1, 'a'));
    expect(item).toMatchObject({ readability: 'unreadable', unreadable: [expect.stringMatching(/dépasse 50/)] });
  },
  headerBytes: async () => {
    const raw = `From: a@exemple.invalid\r\nSubject: demande\r\nX-Long: ${'x'.repeat(READ_LIMITS.headerBytes)}\r\n\r\n${TEXT}`;
    const item = await readMessage(raw);
    expect(item).toMatchObject({ subject: 'demande', from: { address: 'a@exemple.invalid' } });
    expect(item.unreadable.join(' ')).toMatch(/en-têtes dépassent/);
  },
  headerFields: () =>
    heldPartly(`${'X-A: b\r\n'.repeat(READ_LIMITS.headerFields + 1)}\r\n${TEXT}`, /en-têtes dépassent/),
  subjectLength: async () => {
    const { subject, text } = await readMessage(message([`Subject: ${'objet '.repeat(1_000)}`], TEXT));
    expect(subject).toHaveLength(READ_LIMITS.subjectLength);
    expect(text).toContain('Mon adresse');
  },
  nameLength: async () => {
    const { from } = await readMessage(message([`From: "${'nom '.repeat(500)}" <a@exemple.invalid>`], TEXT));
    expect(from?.address).toBe('a@exemple.invalid');
    expect(from?.name).toHaveLength(READ_LIMITS.nameLength);
  },
  depth: () => {
    const levels = Array.from({ length: READ_LIMITS.depth + 5 }, (_v, at) => at);
    const open = levels.map((at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`).join('');
    return heldPartly(`Subject: x\r\n${open}${TEXT}`, /emboîte plus de parties/);
  },
  parts: () => heldPartly(mixed([TEXT, ...Array(READ_LIMITS.parts + 5).fill('\r\nx')]), /plus de 1000 parties/),
  attachments: async () => {
    const files = Array.from({ length: READ_LIMITS.attachments + 3 }, (_v, at) =>
      file(`${at}.txt`, 'text/plain', `ligne ${at}`),
    );
    const raw = mixed([TEXT, ...files]);
    await heldPartly(raw, /plus de 300 pièces jointes/);
    const item = await readMessage(raw);
    expect(item.attachments).toHaveLength(READ_LIMITS.attachments);
    // What is not listed is read all the same.
    expect(item.text).toContain(`ligne ${READ_LIMITS.attachments + 2}`);
  },
  scannedBytes: () => {
    const budget = { parts: 0, scanned: READ_LIMITS.scannedBytes, problems: new Set<string>() };
    const inner = `Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n${TEXT}\r\n--c--`;
    const tree = readMimeTree(Buffer.from(mixed([inner])), budget);
    expect([...budget.problems].join(' ')).toMatch(/emboîte plus de parties/);
    expect(JSON.stringify(tree.children[0]?.children.map(({ body }) => body.toString()))).toContain('Mon adresse');
    return Promise.resolve();
  },
  textLength: () =>
    heldPartly(message([], `${TEXT}\r\n${'mot '.repeat(READ_LIMITS.textLength / 4)}`), /texte dépasse la limite/),
  allTextLength: () =>
    heldPartly(
      mixed([TEXT, ...Array(3).fill(`\r\n${'mot '.repeat(READ_LIMITS.textLength / 4 - 10)}`)]),
      /texte dépasse la limite/,
    ),
  htmlLength: () => {
    const page = `<p>Mon adresse a changé.</p><!--${'x'.repeat(READ_LIMITS.htmlLength)}-->`;
    return heldPartly(message(['Content-Type: text/html; charset=utf-8'], page), /page dépasse la limite/);
  },
  htmlDepth: async () => {
    const page = `${'<div>'.repeat(READ_LIMITS.htmlDepth + 10)}Mon adresse a changé.`;
    expect((await readMessage(message(['Content-Type: text/html; charset=utf-8'], page))).text).toBe(
      'Mon adresse a changé.',
    );
  },
  pdfPages: async () => {
    const { pages, problem } = await readPdfText(await pdfOf(READ_LIMITS.pdfPages + 2));
    expect(pages).toHaveLength(READ_LIMITS.pdfPages);
    expect(pages.at(-1)).toContain(`page ${READ_LIMITS.pdfPages}`);
    expect(problem).toMatch(/200 premières pages sur 202/);
  },
  pdfBytes: async () => {
    const bytes = Buffer.alloc(READ_LIMITS.pdfBytes + 1);
    bytes.write('%PDF-1.7');
    expect(await readPdfText(bytes)).toEqual({ pages: [], problem: 'PDF trop volumineux pour être lu' });
  },
  pdfFiles: () => {
    const files = Array.from({ length: READ_LIMITS.pdfFiles + 2 }, (_v, at) =>
      file(`${at}.pdf`, 'application/pdf', '%PDF-'),
    );
    return heldPartly(mixed([TEXT, ...files]), /plus de 50.PDF/);
  },
  officeBytes: async () => {
    const bomb = aZip([['word/document.xml', `<w:document><w:p><w:t>${'a'.repeat(9_000)}</w:t></w:p></w:document>`]]);
    expect(await readOfficeFile(bomb, 4_000)).toMatchObject({ problem: expect.stringMatching(/une fois décompressé/) });
  },
  officeParts: async () => {
    const parts = Array.from({ length: READ_LIMITS.officeParts + 1 }, (_v, at): [string, string] => [`p${at}`, '']);
    expect(await readOfficeFile(aZip(parts))).toMatchObject({ problem: expect.stringMatching(/une fois décompressé/) });
  },
  picturePixels: async () => {
    const png = blackPng(Math.ceil(Math.sqrt(READ_LIMITS.picturePixels)) + 100);
    await heldPartly(mixed([TEXT, attached('grande.png', 'image/png', png)]), /grande\.png.*(?:trop grande|illisible)/);
  },
  messagePictures: async () => {
    const page = await sharp({ create: { width: 300, height: 300, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    const pictures = Array.from({ length: READ_LIMITS.messagePictures + 1 }, (_v, at) =>
      attached(`${at}.png`, 'image/png', page),
    );
    await heldPartly(mixed([TEXT, ...pictures]), /20\.png.*au-delà du nombre/);
  },
};

/** Held elsewhere, by specs that start reading processes or a resolver, or have the pictures at hand. */
const ELSEWHERE: ReadonlySet<keyof typeof READ_LIMITS> = new Set([
  'scanPictures',
  'heicPixels',
  'pictureMilliseconds',
  'milliseconds',
  'extensions',
  'dnsMilliseconds',
  'authenticationMilliseconds',
  'heapMegabytes',
  'residentMegabytes',
  'itemsPerProcess',
]);

describe('limits of reading', () => {
  it('are all tried, here or where a process or a resolver runs', () => {
    const names = Object.keys(READ_LIMITS) as (keyof typeof READ_LIMITS)[];
    expect(names.filter((name) => CASES[name] === undefined && !ELSEWHERE.has(name))).toEqual([]);
  });

  it.each(Object.entries(CASES))('%s', async (_name, tried) => tried(), 120_000);

  it('reads what stands behind megabytes of blanks', async () => {
    const { text } = await readMessage(
      message([], `${' \r\n'.repeat(READ_LIMITS.textLength * 2)}Mon adresse a changé.`),
    );
    expect(text).toBe('Mon adresse a changé.');
  }, 60_000);

  it('finds a file written far behind what is kept of a long text', async () => {
    const line = `${'mot '.repeat(15)}\r\n`;
    const long = line.repeat(Math.ceil((READ_LIMITS.textLength * 4) / line.length) + 1);
    const { attachments, unreadable } = await readMessage(
      message([], `${TEXT}\r\n${long}begin 644 note.txt\r\n#0V%T\r\n\`\r\nend\r\n`),
    );
    expect(attachments).toMatchObject([{ name: 'note.txt', bytes: 3 }]);
    expect(unreadable.join(' ')).toMatch(/texte dépasse la limite/);
  }, 60_000);
});

function attached(name: string, type: string, bytes: Buffer): string {
  const head = `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64`;
  return `${head}\r\n\r\n${bytes.toString('base64')}`;
}

function pdfOf(pages: number): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false, size: [200, 100] });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  for (let page = 1; page <= pages; page++) document.addPage().text(`page ${page}`, 10, 10);
  document.end();
  return new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(pieces))));
}

/** A square of one bit a pixel: large to look at, small to send. */
function blackPng(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * side);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
