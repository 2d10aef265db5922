import { press } from './press';
import { writeValue } from './write-value';

/** What is reached behind pdfkit's face to write objects in streams; see pdfkit-internals.ts. */
interface Reference {
  readonly id: number;
  readonly data: Record<string, unknown>;
  buffer: Uint8Array[];
  compress: boolean;
  finalize(): void;
  write(chunk: Uint8Array | string): void;
}

interface FileInternals {
  ref(data?: unknown): Reference;
  _refEnd(reference: Reference): void;
  _write(data: Uint8Array | string): void;
  _finalize(): void;
  push(chunk: null): void;
  _ended: boolean;
  _offset: number;
  readonly _offsets: (number | null)[];
  readonly _root: unknown;
  readonly _info: unknown;
  readonly _id: unknown;
}

/** Objects in one stream: enough to press well, few enough to be let go of while a long document is written. */
const OBJECTS_A_STREAM = 1000;
/** Bytes of a cross-reference entry: its type, an offset or a stream's number, an index (ISO 32000-1 §7.5.8). */
const WIDTHS = [1, 4, 2] as const;
const ENTRY = 7;

/**
 * Writes the objects of a document into object streams and its table into a stream (ISO 32000-1 §7.5.7 and §7.5.8, allowed
 * by PDF/A-2). A tagged page is some four hundred small objects: pressed together they take a third off the file.
 */
export function writeObjectsInStreams(document: PDFKit.PDFDocument): void {
  const file = document as unknown as FileInternals;
  const newReference = file.ref.bind(file);
  const writeToFile = file._write.bind(file);
  const placed = new Map<number, { readonly stream: number; readonly index: number }>();
  let waiting: { readonly id: number; readonly body: string }[] = [];

  file.ref = (data) => {
    const reference = newReference(data);
    const finalize = reference.finalize.bind(reference);
    // pdfkit makes bytes of each instruction by itself: a page has a thousand.
    let chunks: (Uint8Array | string)[] = [];
    reference.write = (chunk) => {
      chunks.push(chunk);
    };
    // Streams stay objects of their own; everything else is kept for the next object stream.
    reference.finalize = () => {
      // A seal is found and filled in by its bytes, and covers all others: it stands by itself, unpressed.
      if (reference.data.Type === 'Sig') return finalize();
      if (chunks.length > 0) {
        pressInto(reference, bytesOf(chunks));
        chunks = [];
        return finalize();
      }
      waiting.push({ id: reference.id, body: writeValue(reference.data) });
      // It may have been the last that the whole document waited for.
      file._refEnd(reference);
      if (waiting.length >= OBJECTS_A_STREAM) flush();
    };
    return reference;
  };

  file._finalize = () => {
    file._ended = false;
    flush();
    const table = newReference({
      Type: 'XRef',
      W: [...WIDTHS],
      Root: file._root,
      Info: file._info,
      ID: [file._id, file._id],
      Size: file._offsets.length + 1,
    });
    table.data.Size = file._offsets.length + 1;
    const start = file._offset;
    file._offsets[table.id - 1] = start;
    pressInto(table, entries());
    table.finalize();
    writeToFile('startxref');
    writeToFile(String(start));
    writeToFile('%%EOF');
    file.push(null);
  };

  function flush(): void {
    if (waiting.length === 0) return;
    const objects = waiting;
    waiting = [];
    let offset = 0;
    const places = objects.map(({ id, body }) => {
      const place = `${id} ${offset}`;
      offset += body.length + 1;
      return place;
    });
    const first = `${places.join(' ')}\n`;
    const stream = newReference({ Type: 'ObjStm', N: objects.length, First: first.length });
    objects.forEach(({ id }, index) => {
      placed.set(id, { stream: stream.id, index });
    });
    pressInto(stream, Buffer.from(`${first}${objects.map(({ body }) => body).join('\n')}\n`, 'latin1'));
    stream.finalize();
  }

  function entries(): Buffer {
    const table = Buffer.alloc((file._offsets.length + 1) * ENTRY);
    table.writeUInt16BE(0xffff, WIDTHS[0] + WIDTHS[1]);
    file._offsets.forEach((offset, index) => {
      const at = (index + 1) * ENTRY;
      const place = placed.get(index + 1);
      table.writeUInt8(place ? 2 : 1, at);
      table.writeUInt32BE(place ? place.stream : (offset ?? 0), at + WIDTHS[0]);
      table.writeUInt16BE(place ? place.index : 0, at + WIDTHS[0] + WIDTHS[1]);
    });
    return table;
  }
}

/** Gives an object its stream, pressed where pdfkit would have pressed it. */
function pressInto(reference: Reference, bytes: Uint8Array): void {
  const pressed = reference.compress ? press(bytes) : bytes;
  if (reference.compress) reference.data.Filter = 'FlateDecode';
  reference.compress = false;
  reference.data.Length = pressed.length;
  reference.buffer = [pressed];
}

/** As pdfkit writes them: a line feed behind each text. */
function bytesOf(chunks: readonly (Uint8Array | string)[]): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only instanceof Uint8Array) return only;
  if (chunks.every((chunk) => typeof chunk === 'string')) return Buffer.from(`${chunks.join('\n')}\n`, 'latin1');
  return Buffer.concat(
    chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(`${chunk}\n`, 'latin1') : chunk)),
  );
}
