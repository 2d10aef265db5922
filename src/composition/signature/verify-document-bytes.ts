import type { RevocationLookUp } from '../../domain/barcode/revocation';
import { documentIdOfPdf } from './document-id-of-pdf';
import type { SigningKey } from './sign-document';
import { type DocumentVerdict, verifyCode, verifyDocument, withRevocation } from './verify-document';

/** Text of a PDF's pages, read where hostile input may be: a file that anybody sends is no friend. */
export type ReadHostilePdf = (pdf: Buffer) => Promise<string>;

/** Verifies what anybody may send: a PDF, or the bytes of a code; revocations are asked for. Nothing of it is kept. */
export class VerifyDocumentBytes {
  constructor(
    private readonly keys: readonly SigningKey[],
    private readonly revocations: RevocationLookUp,
    private readonly readText: ReadHostilePdf,
  ) {}

  async pdf(bytes: Buffer): Promise<DocumentVerdict> {
    // Without a code that we signed its words say nothing: no process is asked to read them.
    const text = documentIdOfPdf(bytes, this.keys) === null ? '' : await this.readText(bytes);
    return withRevocation(verifyDocument(bytes, text, this.keys), this.revocations);
  }

  code(bytes: Uint8Array): Promise<DocumentVerdict> {
    return withRevocation(verifyCode(bytes, this.keys), this.revocations);
  }
}
