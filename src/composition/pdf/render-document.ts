import { textsOfBlocks } from '../blocks/block';
import { drawInTurn, fitSpacing } from './draw-blocks';
import { drawFooters, drawLetterhead } from './draw-letterhead';
import { drawProofOfAddress } from './draw-proof-of-address';
import type { Faces } from './face';
import { Flow } from './flow';
import { CONTENT_WIDTH, MARGIN } from './page-geometry';
import type { PrintableDocument } from './printable-document';
import { type Sealing, sealPieces } from './seal-field';
import { Sheet } from './sheet';

export interface RenderedDocument {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

/**
 * Draws a document as tagged PDF, A4. The same document gives the same bytes, its seal apart.
 * Callers have checked with `unwritableCharacters` that the fonts have every character.
 */
export async function renderDocument(
  document: PrintableDocument,
  faces: Faces,
  sealing: Sealing | null = null,
): Promise<RenderedDocument> {
  const pieces = renderInPieces(document, faces, sealing);
  const written: Uint8Array[] = [];
  for (;;) {
    const { done, value } = pieces.next();
    if (!done) written.push(value);
    else return { bytes: Buffer.concat(written), pages: value };
  }
}

/**
 * The same piece by piece, page after page, as it is asked for: of a document of a thousand pages a few are held at a time.
 * @param sealing of the file; null for none @returns the number of pages
 */
export function renderInPieces(
  document: PrintableDocument,
  faces: Faces,
  sealing: Sealing | null = null,
): Generator<Uint8Array, number> {
  const pieces = drawInPieces(document, faces, sealing);
  return sealing === null ? pieces : sealPieces(pieces, sealing);
}

function* drawInPieces(
  document: PrintableDocument,
  faces: Faces,
  sealing: Sealing | null,
): Generator<Uint8Array, number> {
  const { title, office, createdOn, data } = document;
  const sheet = new Sheet({ title, author: office.name, createdOn, data }, faces);
  const flow = new Flow(sheet);
  flow.y = drawLetterhead(sheet, sheet.root, document);
  const column = { x: MARGIN.left, width: CONTENT_WIDTH };
  // Those made as they are drawn are many, or fit.
  if (Array.isArray(document.blocks)) fitSpacing(flow, document.blocks, column);
  for (const _drawn of drawInTurn(flow, sheet.root, document.blocks, column)) {
    sheet.releasePages();
    yield* sheet.takeWritten();
  }
  if (document.proofOfAddress) drawProofOfAddress(flow, sheet.root, document.proofOfAddress);
  for (const _drawn of drawFooters(sheet, document)) yield* sheet.takeWritten();
  const pages = sheet.pageCount;
  sheet.finish(sealing);
  yield* sheet.takeWritten();
  return pages;
}

/** Characters of a document that its fonts cannot draw, as U+XXXX: each would be an empty box. */
export function unwritableCharacters(document: PrintableDocument, faces: Faces): readonly string[] {
  const { office, heading, identifiers } = document;
  const texts = [
    office.name,
    ...office.address,
    office.phone,
    office.email,
    office.website,
    heading?.over ?? '',
    heading?.title ?? '',
    ...identifiers.flatMap(({ name, value }) => [name, value]),
    ...document.addressee,
    document.dateLine,
    document.reference,
    document.code?.caption ?? '',
    document.proofOfAddress?.caption ?? '',
    ...textsOfBlocks(document.blocks),
  ];
  const text = texts.join('').replaceAll('\n', '');
  const missing = new Set([...faces.regular.missing(text), ...faces.strong.missing(text)]);
  return [...missing].map(
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
