import { textsOfBlocks } from '../blocks/block';
import { drawBlocks } from './draw-blocks';
import { drawFooters, drawLetterhead } from './draw-letterhead';
import { drawProofOfAddress } from './draw-proof-of-address';
import type { Faces } from './face';
import { Flow } from './flow';
import { CONTENT_WIDTH, MARGIN } from './page-geometry';
import type { PrintableDocument } from './printable-document';
import type { Sealing } from './seal-field';
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
  const { title, office, createdOn, data } = document;
  const sheet = new Sheet({ title, author: office.name, createdOn, data }, faces);
  const flow = new Flow(sheet);
  flow.y = drawLetterhead(sheet, sheet.root, document);
  drawBlocks(flow, sheet.root, document.blocks, { x: MARGIN.left, width: CONTENT_WIDTH });
  if (document.proofOfAddress) drawProofOfAddress(flow, sheet.root, document.proofOfAddress);
  drawFooters(sheet, document);
  const pages = sheet.pageCount;
  return { bytes: sheet.finish(sealing), pages };
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
