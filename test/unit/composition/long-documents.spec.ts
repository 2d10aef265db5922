import { attestationsOf } from '../../../src/composition/attestations-of-order';
import { composeAttestation } from '../../../src/composition/compose-attestation';
import { loadFaces } from '../../../src/composition/pdf/face';
import type { PrintableDocument } from '../../../src/composition/pdf/printable-document';
import { renderDocument, renderInPieces } from '../../../src/composition/pdf/render-document';
import { SIGNING_KEY } from './a-checked-document';
import { anOrderOfManyMonths } from './an-order-of-many-months';
import { checkPdfStructure } from './check-pdf-structure';
import { readPdf } from './read-pdf';

/** Real: the drawing of an attestation of many years, whose pages leave before it ends. Fake: the people. */
const faces = loadFaces();

function attestationOver(count: number): PrintableDocument {
  const order = anOrderOfManyMonths(count);
  const attestations = attestationsOf(order);
  if (!attestations.ok) throw new Error(attestations.error.message);
  const [attestation] = attestations.value;
  if (attestation === undefined) throw new Error('aucune attestation');
  const made = composeAttestation(order, attestation, { key: SIGNING_KEY, twoDDoc: null, attachData: false });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

describe('an attestation of many pages', () => {
  const document = attestationOver(36);

  it('is sound, each page with its number and how many there are', async () => {
    const { bytes, pages } = await renderDocument(document, faces);
    expect(pages).toBeGreaterThan(12);
    const pdf = readPdf(Buffer.from(bytes));
    expect(checkPdfStructure(pdf)).toEqual([]);
    for (const page of [1, 2, pages - 1, pages]) expect(pdf.text).toContain(`Page ${page} sur ${pages}`);
    expect(pdf.text).toContain('Total versé en janvier 2000');
    expect(pdf.text).toContain('Total versé en décembre 2002');
  });

  it('leaves page after page: the first pieces before its last months are asked for', () => {
    let asked = 0;
    const blocks = {
      *[Symbol.iterator]() {
        for (const block of document.blocks) {
          asked += 1;
          yield block;
        }
      },
    };
    const all = [...document.blocks].length;
    const first: number[] = [];
    const pieces = renderInPieces({ ...document, blocks }, faces);
    const written: Uint8Array[] = [];
    for (let next = pieces.next(); !next.done; next = pieces.next()) {
      written.push(next.value);
      first.push(asked);
    }
    // The file's first line, and then a page's content well before the end.
    expect(first[0]).toBeLessThan(10);
    expect(first[3]).toBeLessThan(all - 20);
    expect(written.length).toBeGreaterThan(24);
  });

  it('has the same bytes each time, in pieces or whole', async () => {
    const whole = Buffer.from((await renderDocument(document, faces)).bytes);
    expect(Buffer.concat([...renderInPieces(document, faces)]).equals(whole)).toBe(true);
  });
});
