import { inflateSync } from 'node:zlib';

/** One object of a file as pdfkit writes it: its dictionary as text, its stream inflated. */
export interface PdfObject {
  readonly id: number;
  readonly text: string;
  readonly stream: Buffer | null;
}

export interface ReadPdf {
  readonly objects: ReadonlyMap<number, PdfObject>;
  readonly trailer: string;
  /** Content of the pages, in order. */
  readonly pages: readonly { readonly dictionary: string; readonly content: string }[];
  /** Lines of each page in the order in which they are drawn. */
  readonly lines: readonly (readonly string[])[];
  /** All lines of all pages. */
  readonly text: string;
}

/** Reads back a PDF with its object streams and its table in a stream: enough for our own, for nobody else's. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const raw = Buffer.from(bytes).toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const [, id = '', body = ''] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = body.indexOf('\nstream\n');
    const text = at < 0 ? body : body.slice(0, at);
    const data = at < 0 ? null : Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1');
    const stream = data && text.includes('/FlateDecode') ? inflateSync(data) : data;
    objects.set(Number(id), { id: Number(id), text, stream });
  }
  for (const { text, stream } of [...objects.values()]) {
    if (text.includes('/Type /ObjStm') && stream)
      for (const object of unpack(text, stream)) objects.set(object.id, object);
  }
  const kids = [...objects.values()].find(({ text }) => /\/Type \/Pages\b/.test(text))?.text ?? '';
  const fonts = fontMaps(objects);
  const pages = referencesIn(/\/Kids \[([^\]]*)\]/.exec(kids)?.[1] ?? '').map((id) => {
    const dictionary = objects.get(id)?.text ?? '';
    const contents = referencesIn(/\/Contents (\d+ 0 R|\[[^\]]*\])/.exec(dictionary)?.[1] ?? '');
    return {
      dictionary,
      content: contents.map((content) => objects.get(content)?.stream?.toString('latin1') ?? '').join('\n'),
    };
  });
  const lines = pages.map(({ content }) => linesOf(content, fonts));
  const table = [...objects.values()].find(({ text }) => text.includes('/Type /XRef'))?.text;
  const trailer = table ?? /\ntrailer\n([\s\S]*?)\nstartxref/.exec(raw)?.[1] ?? '';
  return { objects, trailer, pages, lines, text: lines.flat().join('\n') };
}

/** The objects of an object stream (ISO 32000-1 §7.5.7). */
function unpack(text: string, stream: Buffer): PdfObject[] {
  const first = Number(/\/First (\d+)/.exec(text)?.[1]);
  const numbers = stream.toString('latin1', 0, first).trim().split(/\s+/).map(Number);
  const places = numbers.flatMap((id, index) =>
    index % 2 === 0 ? [{ id, at: first + (numbers[index + 1] ?? 0) }] : [],
  );
  return places.map(({ id, at }, index) => {
    const end = places[index + 1]?.at ?? stream.length;
    return { id, text: stream.toString('latin1', at, end).trimEnd(), stream: null };
  });
}

export function referencesIn(text: string): number[] {
  return [...text.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
}

/** Name of each font in the pages' resources → glyph to text, from its ToUnicode. */
function fontMaps(objects: ReadonlyMap<number, PdfObject>): ReadonlyMap<string, readonly string[]> {
  const maps = new Map<string, readonly string[]>();
  for (const { text } of objects.values()) {
    for (const [, name = '', id = ''] of text.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const cmap = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id))?.text ?? '')?.[1];
      const source = objects.get(Number(cmap))?.stream?.toString('latin1') ?? '';
      const ranges = [...source.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)];
      const entries = ranges.flatMap(([, list = '']) => [...list.matchAll(/<([^>]*)>/g)].map(([, hex = '']) => hex));
      maps.set(
        name,
        entries.map((hex) =>
          hex
            .split(' ')
            .filter((unit) => unit !== '')
            .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
            .join(''),
        ),
      );
    }
  }
  return maps;
}

/** What each BT … ET shows; those on the same height make one line. */
function linesOf(content: string, fonts: ReadonlyMap<string, readonly string[]>): string[] {
  const lines: { readonly y: string; text: string }[] = [];
  for (const [, block = ''] of content.matchAll(/BT\n([\s\S]*?)\nET/g)) {
    const font = fonts.get(/\/(F\d+) /.exec(block)?.[1] ?? '') ?? [];
    const y = /([-\d.]+) Tm/.exec(block)?.[1] ?? '';
    const glyphs = [...block.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    const text = glyphs.map((glyph) => font[Number.parseInt(glyph, 16)] ?? '').join('');
    const last = lines.at(-1);
    if (last && last.y === y) last.text += text;
    else lines.push({ y, text });
  }
  return lines.map(({ text }) => text);
}
