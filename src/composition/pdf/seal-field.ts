import { createHash } from 'node:crypto';

/** What makes the seal of a file: from the SHA-256 of all but the seal itself, the CMS that goes into it. */
export interface Sealing {
  readonly by: string;
  /** The claimed time (ETSI EN 319 142-1 §6.3: it stands in the PDF, not in the CMS). */
  readonly at: Date;
  /** Bytes that the CMS takes at most. */
  readonly room: number;
  seal(digest: Uint8Array): Uint8Array;
}

interface FieldInternals {
  ref(data: unknown): { end(): void };
  readonly _root: { readonly data: Record<string, unknown> };
  readonly page: { readonly annotations: unknown[] };
  endAcroForm(): void;
}

/** Ten figures: no file of ours is longer. */
const UNKNOWN = 9_999_999_999;
const PLACEHOLDER = `/ByteRange [0 ${UNKNOWN} ${UNKNOWN} ${UNKNOWN}]`;

/**
 * An unseen signature field on the current page, its bytes still to come. Own, and not pdfkit's forms nor @signpdf's, which break
 * PDF/A: F 132 (printed, locked), a name to read aloud, a rectangle of zero outside of the structure.
 */
export function addSealField(
  document: PDFKit.PDFDocument,
  { by, at, room }: Pick<Sealing, 'by' | 'at' | 'room'>,
): void {
  const file = document as unknown as FieldInternals;
  const signature = file.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, UNKNOWN, UNKNOWN, UNKNOWN],
    Contents: new Uint8Array(room),
    M: at,
    Name: new String(by),
  });
  const field = file.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    F: 132,
    T: new String('cachet'),
    TU: new String(`Cachet électronique de ${by}`),
    Rect: [0, 0, 0, 0],
    V: signature,
  });
  file.page.annotations.push(field);
  // Signatures exist, and the file is only ever appended to (ISO 32000-1 §12.7.2).
  file._root.data.AcroForm = { Fields: [field], SigFlags: 3 };
  // pdfkit would give a form of its own the fonts of fields that people fill in.
  file.endAcroForm = () => undefined;
  signature.end();
  field.end();
}

/**
 * The same pieces with the seal put in, over every byte but its own: what stands before the field leaves as it comes, the rest at
 * the end.
 */
export function* sealPieces(
  pieces: Generator<Uint8Array, number>,
  { room, seal }: Sealing,
): Generator<Uint8Array, number> {
  const digest = createHash('sha256');
  const held: Uint8Array[] = [];
  let before = 0;
  for (;;) {
    const { done, value } = pieces.next();
    if (done) {
      yield sealedEnd(Buffer.concat(held), before);
      return value;
    }
    if (held.length > 0 || Buffer.from(value.buffer, value.byteOffset, value.length).includes(PLACEHOLDER)) {
      held.push(value);
      continue;
    }
    digest.update(value);
    before += value.length;
    yield value;
  }

  function sealedEnd(file: Buffer, at: number): Uint8Array {
    const range = file.indexOf(PLACEHOLDER);
    const contents = file.indexOf('/Contents <00', range);
    if (range < 0 || contents < 0) throw new Error('champ de cachet introuvable');
    const start = contents + '/Contents '.length;
    const end = start + 2 * room + 2;
    const written = `/ByteRange [0 ${at + start} ${at + end} ${file.length - end}]`;
    file.write(written.padEnd(PLACEHOLDER.length), range, 'latin1');
    const cms = Buffer.from(seal(digest.update(file.subarray(0, start)).update(file.subarray(end)).digest()));
    if (cms.length > room) throw new Error('cachet plus long que sa place');
    file.write(cms.toString('hex'), start + 1, 'latin1');
    return file;
  }
}
