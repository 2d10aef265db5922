import { press } from './press';
import { writeValue } from './write-value';

/** What is reached behind pdfkit's face to write objects in streams; see pdfkit-internals.ts. */
interface Reference {
  readonly id: number;
  readonly data: Record<string, unknown>;
  readonly compress: boolean;
  finalize(): void;
  write(chunk: Uint8Array | string): void;
}

interface FileInternals {
  ref(data?: unknown): Reference;
  _refEnd(reference: { readonly id: number }): void;
  _write(data: Uint8Array | string): void;
  _finalize(): void;
  _ended: boolean;
  _offset: number;
  readonly _offsets: (number | null)[];
  readonly _root: Reference;
  readonly _info: unknown;
  readonly _id: unknown;
}

/** Objects in one stream: enough to press well, few enough to be let go of while a long document is written. */
const OBJECTS_A_STREAM = 1000;
/** Bytes of a cross-reference entry's type and index; those of its offset or stream's number depend on the file (ISO 32000-1 §7.5.8). */
const TYPE = 1;
const INDEX = 2;
/** The table of one page is as it is: to press it takes a hundredth of the page's time, and wins a quarter of a kilobyte. */
const PLAIN_TABLE = 1024;

/**
 * The file of a document of pdfkit's: objects in object streams and their table in a stream (ISO 32000-1 §7.5.7 and §7.5.8, allowed
 * by PDF/A-2). A tagged page is some hundred small objects: pressed together they take a third off the file.
 */
export class CompactFile {
  private readonly file: FileInternals;
  private readonly newReference: FileInternals['ref'];
  /** By an object's number less one: its stream and its place there, a thousand a stream. */
  private readonly placed: number[] = [];
  private waiting: number[] = [];
  private bodies: string[] = [];

  /** @param head what was written while the document was made @param emit is given the file's bytes as they come, and null at its end */
  constructor(
    document: PDFKit.PDFDocument,
    head: string,
    private readonly emit: (bytes: Uint8Array | null) => void,
  ) {
    const file = document as unknown as FileInternals;
    this.file = file;
    this.newReference = file.ref.bind(file);
    file._write = (data) => this.write(typeof data === 'string' ? Buffer.from(`${data}\n`, 'latin1') : data);
    file.ref = (data) => this.held(this.newReference(data));
    // Made with the document: what it begins with.
    const { Pages, Names, ViewerPreferences } = file._root.data;
    for (const reference of [file._root, Pages, Names, ViewerPreferences]) this.held(reference as Reference);
    file._finalize = () => this.end();
    emit(Buffer.from(head, 'latin1'));
  }

  /** The number of an object whose text comes later. */
  reserve(): number {
    return this.file._offsets.push(null);
  }

  /** An object that is no stream, in the syntax of the file. */
  place(id: number, body: string): void {
    this.waiting.push(id);
    this.bodies.push(body);
    if (this.waiting.length >= OBJECTS_A_STREAM) this.flush();
  }

  private write(bytes: Uint8Array): void {
    this.file._offset += bytes.length;
    this.emit(bytes);
  }

  /** An object of pdfkit's that is kept for the next object stream; streams stay objects of their own. */
  private held(reference: Reference): Reference {
    const { file } = this;
    const finalize = reference.finalize;
    // pdfkit makes bytes of each instruction by itself: a page has a thousand.
    let chunks: (Uint8Array | string)[] | null = null;
    reference.write = (chunk) => {
      if (chunks === null) chunks = [chunk];
      else chunks.push(chunk);
    };
    reference.finalize = () => {
      // A seal is found and filled in by its bytes, and covers all others: it stands by itself, unpressed.
      if (reference.data.Type === 'Sig') return finalize.call(reference);
      if (chunks === null) this.place(reference.id, writeValue(reference.data));
      else this.writeStream(reference, bytesOf(chunks));
      chunks = null;
      // It may have been the last that the whole document waited for.
      file._refEnd(reference);
    };
    return reference;
  }

  /** An object with its stream, pressed where pdfkit would have pressed it. */
  private writeStream(
    reference: Reference & { offset?: number },
    bytes: Uint8Array,
    compress = reference.compress,
  ): void {
    const { id, data } = reference;
    const pressed = compress ? press(bytes) : bytes;
    if (compress) data.Filter = 'FlateDecode';
    data.Length = pressed.length;
    reference.offset = this.file._offset;
    this.write(Buffer.from(`${id} 0 obj\n${writeValue(data)}\nstream\n`, 'latin1'));
    this.write(pressed);
    this.write(END_OF_STREAM);
  }

  private flush(): void {
    const { waiting, bodies } = this;
    if (waiting.length === 0) return;
    this.waiting = [];
    this.bodies = [];
    const stream = this.newReference({ Type: 'ObjStm', N: waiting.length });
    let offset = 0;
    let first = '';
    for (let index = 0; index < waiting.length; index += 1) {
      const id = waiting[index] ?? 0;
      first += index === 0 ? `${id} ${offset}` : ` ${id} ${offset}`;
      offset += (bodies[index]?.length ?? 0) + 1;
      this.placed[id - 1] = stream.id * OBJECTS_A_STREAM + index;
    }
    first += '\n';
    stream.data.First = first.length;
    this.writeStream(stream, Buffer.from(`${first}${bodies.join('\n')}\n`, 'latin1'));
    this.file._refEnd(stream);
  }

  private end(): void {
    const { file } = this;
    file._ended = false;
    this.flush();
    const offset = file._offset < 0x1_00_00 ? 2 : 4;
    const table = this.newReference({
      Type: 'XRef',
      W: [TYPE, offset, INDEX],
      Root: file._root,
      Info: file._info,
      ID: [file._id, file._id],
      Size: file._offsets.length + 1,
    });
    table.data.Size = file._offsets.length + 1;
    const start = file._offset;
    file._offsets[table.id - 1] = start;
    const entries = this.entries(offset);
    this.writeStream(table, entries, entries.length > PLAIN_TABLE);
    this.write(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'));
    this.emit(null);
  }

  private entries(width: 2 | 4): Buffer {
    const { _offsets: offsets } = this.file;
    const entry = TYPE + width + INDEX;
    const table = Buffer.alloc((offsets.length + 1) * entry);
    table.writeUInt16BE(0xffff, TYPE + width);
    for (let index = 0; index < offsets.length; index += 1) {
      const at = (index + 1) * entry;
      const place = this.placed[index];
      const where = place === undefined ? (offsets[index] ?? 0) : Math.floor(place / OBJECTS_A_STREAM);
      table[at] = place === undefined ? 1 : 2;
      table.writeUIntBE(where, at + TYPE, width);
      table.writeUInt16BE(place === undefined ? 0 : place % OBJECTS_A_STREAM, at + TYPE + width);
    }
    return table;
  }
}

const END_OF_STREAM = Buffer.from('\nendstream\nendobj\n', 'latin1');

/** As pdfkit writes them: a line feed behind each text. */
function bytesOf(chunks: readonly (Uint8Array | string)[]): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only instanceof Uint8Array) return only;
  if (chunks.every((chunk) => typeof chunk === 'string')) return Buffer.from(`${chunks.join('\n')}\n`, 'latin1');
  return Buffer.concat(
    chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(`${chunk}\n`, 'latin1') : chunk)),
  );
}
