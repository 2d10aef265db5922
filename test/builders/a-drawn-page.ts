import PDFDocument from 'pdfkit';
import sharp from 'sharp';

export interface DrawnPage {
  readonly degrees?: number;
  readonly paper?: string;
  readonly ink?: string;
}

const [WIDTH, HEIGHT] = [1240, 1000];

/** Lines of text as a scanner of 150 dpi sees them on half a sheet: a PNG. */
export function aDrawnPage(lines: readonly string[], { degrees = 0, paper = '#f6f4f0', ink = '#222' }: DrawnPage = {}) {
  const texts = lines.map((line, at) => `<text x="90" y="${120 + at * 46}">${line}</text>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="${paper}"/><g font-family="DejaVu Sans, Liberation Sans, sans-serif" font-size="27" fill="${ink}">${texts}</g></svg>`;
  return sharp(Buffer.from(svg)).rotate(degrees, { background: paper }).withMetadata({ density: 150 }).png().toBuffer();
}

/** A TIFF of several pages in grey, uncompressed. @param pictures of any format that sharp reads */
export async function aTiffOf(pictures: readonly Buffer[]): Promise<Buffer> {
  const head = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  const parts: Buffer[] = [head];
  let length = head.length;
  let linkFrom: { readonly part: Buffer; readonly at: number } = { part: head, at: 4 };
  for (const picture of pictures) {
    const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
    const pixels = Buffer.concat([data, Buffer.alloc(data.length % 2)]);
    const entries: readonly (readonly [tag: number, type: number, value: number])[] = [
      [256, 4, info.width],
      [257, 4, info.height],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, length],
      [277, 3, 1],
      [278, 4, info.height],
      [279, 4, data.length],
    ];
    const directory = Buffer.alloc(2 + entries.length * 12 + 4);
    directory.writeUInt16LE(entries.length, 0);
    for (const [index, [tag, type, value]] of entries.entries()) {
      const at = 2 + index * 12;
      directory.writeUInt16LE(tag, at);
      directory.writeUInt16LE(type, at + 2);
      directory.writeUInt32LE(1, at + 4);
      directory.writeUInt32LE(value, at + 8);
    }
    linkFrom.part.writeUInt32LE(length + pixels.length, linkFrom.at);
    linkFrom = { part: directory, at: directory.length - 4 };
    parts.push(pixels, directory);
    length += pixels.length + directory.length;
  }
  return Buffer.concat(parts);
}

/** A PDF whose pages are pictures, as scanners write them. */
export function aPdfOfPictures(pictures: readonly Buffer[]): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  for (const picture of pictures)
    document.addPage({ size: [595, 480], margin: 0 }).image(picture, 0, 0, { width: 595, height: 480 });
  document.end();
  return new Promise((resolve) => document.once('end', () => resolve(Buffer.concat(parts))));
}
