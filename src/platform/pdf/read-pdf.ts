import { inflateSync } from 'node:zlib';
import { entriesOf, PdfFault, referenceIn, referencesOf } from './pdf-syntax';

export interface PdfObject {
  /** Its text, in Latin-1, without its stream. */
  readonly text: string;
  readonly stream: Buffer | null;
}

export interface PdfPage {
  /** The page's own entries, with what it inherits. */
  readonly entries: ReadonlyMap<string, string>;
}

type Place = { readonly offset: number } | { readonly stream: number; readonly index: number };

/** Where a file is read from, here and there: all of it in memory, or on the disk. */
export interface PdfBytes {
  readonly length: number;
  subarray(from: number, to?: number): Buffer;
  /** -1 where it is not found. */
  indexOf(word: string, from: number): number;
}

/** Nothing of ours inflates to more than this. */
const LARGEST = 64_000_000;
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;
const DEEPEST_TREE = 50;
/** Streams of objects that are kept unpacked: a document of many pages names them one after the other. */
const UNPACKED = 4;

/**
 * A finished PDF, read as far as copying its pages asks: its cross-reference table or streams, its objects, its page tree. Made
 * for the files that this house composes; what it does not follow it refuses.
 */
export class PdfFile {
  private readonly places = new Map<number, Place>();
  private readonly packed = new Map<number, readonly string[]>();
  private readonly root: number;

  /** @throws PdfFault */
  constructor(private readonly bytes: PdfBytes) {
    const tail = this.text(Math.max(0, bytes.length - 1024));
    const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1];
    if (start === undefined) throw new PdfFault('fin de fichier inconnue');
    this.root = this.readTables(Number(start));
  }

  /** In order. @throws PdfFault */
  pages(): readonly PdfPage[] {
    const tree = referenceIn(entriesOf(this.object(this.root).text).get('Pages'));
    if (tree === null) throw new PdfFault('fichier sans pages');
    return this.pagesBelow(tree, new Map(), 0);
  }

  /** @throws PdfFault where no such object stands in the file */
  object(id: number): PdfObject {
    const place = this.places.get(id);
    if (place === undefined) throw new PdfFault(`objet ${id} absent`);
    if ('offset' in place) return this.objectAt(place.offset);
    const text = this.objectsIn(place.stream)[place.index];
    if (text === undefined) throw new PdfFault(`objet ${id} absent`);
    return { text, stream: null };
  }

  private pagesBelow(id: number, inherited: ReadonlyMap<string, string>, depth: number): PdfPage[] {
    if (depth > DEEPEST_TREE) throw new PdfFault('arbre des pages sans fin');
    const own = entriesOf(this.object(id).text);
    const entries = new Map([...inherited, ...own]);
    const kids = own.get('Kids');
    if (kids === undefined) return [{ entries }];
    const passed = new Map([...entries].filter(([key]) => (INHERITED as readonly string[]).includes(key)));
    return referencesOf(kids).flatMap((kid) => this.pagesBelow(kid, passed, depth + 1));
  }

  /** Newest first: what an earlier table says of an object that a later one has counts for nothing. @returns the catalogue's id */
  private readTables(start: number): number {
    let root: number | null = null;
    const seen = new Set<number>();
    for (let at: number | null = start; at !== null && !seen.has(at); ) {
      seen.add(at);
      const trailer: ReadonlyMap<string, string> =
        this.text(at, at + 4) === 'xref' ? this.readTable(at) : this.readTableStream(at);
      root ??= referenceIn(trailer.get('Root'));
      const previous = trailer.get('Prev');
      at = previous === undefined ? null : Number(previous);
    }
    if (root === null) throw new PdfFault('fichier sans catalogue');
    return root;
  }

  private readTable(at: number): ReadonlyMap<string, string> {
    const end = this.bytes.indexOf('trailer', at);
    if (end < 0) throw new PdfFault('table sans fin');
    let next = 0;
    for (const line of this.text(at + 4, end).split(/\r\n|\r|\n/)) {
      const [, offset, , kind] = /^(\d{10}) (\d{5}) ([nf])/.exec(line) ?? [];
      const section = /^(\d+) \d+\s*$/.exec(line)?.[1];
      if (offset === undefined) {
        if (section !== undefined) next = Number(section);
        continue;
      }
      if (kind === 'n') this.place(next, { offset: Number(offset) });
      next += 1;
    }
    const close = this.bytes.indexOf('startxref', end);
    return entriesOf(this.text(end + 'trailer'.length, close < 0 ? undefined : close).trim());
  }

  private readTableStream(at: number): ReadonlyMap<string, string> {
    const { text, stream } = this.objectAt(at);
    const entries = entriesOf(text);
    const widths = numbersIn(entries.get('W'));
    const [type = 0, second = 0, third = 0] = widths;
    if (stream === null || widths.length !== 3) throw new PdfFault('table illisible');
    const table = inflated(stream, entries);
    const size = type + second + third;
    const sections = numbersIn(entries.get('Index') ?? `[0 ${entries.get('Size')}]`);
    let row = 0;
    for (let section = 0; section < sections.length; section += 2)
      for (let count = 0; count < (sections[section + 1] ?? 0); count += 1, row += size) {
        const id = (sections[section] ?? 0) + count;
        const kind = type === 0 ? 1 : table.readUIntBE(row, type);
        const [a, b] = [field(table, row + type, second), field(table, row + type + second, third)];
        if (kind === 1) this.place(id, { offset: a });
        if (kind === 2) this.place(id, { stream: a, index: b });
      }
    return entries;
  }

  private place(id: number, place: Place): void {
    if (!this.places.has(id)) this.places.set(id, place);
  }

  private objectAt(offset: number): PdfObject {
    const head = /^\s*\d+\s+\d+\s+obj\s*/.exec(this.text(offset, offset + 40));
    if (head === null) throw new PdfFault('objet attendu');
    const from = offset + head[0].length;
    const end = this.bytes.indexOf('endobj', from);
    const opens = this.bytes.indexOf('stream', from);
    if (end < 0) throw new PdfFault('objet sans fin');
    const text = this.text(from, opens < 0 ? end : Math.min(opens, end)).trim();
    if (opens < 0 || opens > end) return { text, stream: null };
    // The word in a text of an object that has no stream.
    if (!text.endsWith('>>')) return { text: this.text(from, end).trim(), stream: null };
    const start = opens + 'stream'.length + (this.bytes.subarray(opens + 6, opens + 7)[0] === 0x0d ? 2 : 1);
    const length = this.lengthOf(text);
    return { text, stream: this.bytes.subarray(start, start + length) };
  }

  private lengthOf(text: string): number {
    const value = entriesOf(text).get('Length');
    const id = referenceIn(value);
    const length = Number(id === null ? value : this.object(id).text);
    if (!Number.isInteger(length) || length < 0) throw new PdfFault('flux sans longueur');
    return length;
  }

  /** The texts of the objects that one stream packs together. */
  private objectsIn(id: number): readonly string[] {
    const known = this.packed.get(id);
    if (known !== undefined) return known;
    const { text, stream } = this.object(id);
    const entries = entriesOf(text);
    if (stream === null) throw new PdfFault('flux d’objets attendu');
    const content = inflated(stream, entries).toString('latin1');
    const first = Number(entries.get('First'));
    const table = numbersIn(content.slice(0, first));
    const starts = table.filter((_, index) => index % 2 === 1);
    const texts = starts.map((start, index) => content.slice(first + start, endOf(starts[index + 1], first)).trim());
    const [oldest] = this.packed.keys();
    if (this.packed.size >= UNPACKED && oldest !== undefined) this.packed.delete(oldest);
    this.packed.set(id, texts);
    return texts;
  }

  /** Latin-1 */
  private text(from: number, to?: number): string {
    return this.bytes.subarray(from, to).toString('latin1');
  }
}

const endOf = (next: number | undefined, first: number): number | undefined =>
  next === undefined ? undefined : first + next;
const field = (table: Buffer, at: number, width: number): number => (width === 0 ? 0 : table.readUIntBE(at, width));
const numbersIn = (text: string | undefined): number[] => (text?.match(/\d+/g) ?? []).map(Number);

function inflated(stream: Buffer, entries: ReadonlyMap<string, string>): Buffer {
  const filter = entries.get('Filter');
  if (entries.has('DecodeParms')) throw new PdfFault('flux prédit');
  if (filter === undefined) return stream;
  if (filter !== '/FlateDecode') throw new PdfFault(`filtre ${filter}`);
  return inflateSync(stream, { maxOutputLength: LARGEST });
}
