import { decodeDataMatrix } from '../../domain/barcode/data-matrix';
import { findDrawnCodes } from './find-drawn-code';
import { judgeCode, type SigningKey } from './sign-document';

/** By which a document of ours is revoked, read from its code. @returns null where it carries none that we signed */
export function documentIdOfPdf(pdf: Uint8Array, keys: readonly SigningKey[]): string | null {
  return signedCodeOfPdf(pdf, keys)?.documentId ?? null;
}

/** The same, with the key that signed it and the day that it states. */
export function signedCodeOfPdf(pdf: Uint8Array, keys: readonly SigningKey[]) {
  for (const modules of findDrawnCodes(pdf)) {
    const bytes = decodeDataMatrix(modules);
    const judged = bytes === null ? null : judgeCode(bytes, keys);
    if (judged?.verdict === 'signed') {
      const { keyId, issuedOn } = judged.code;
      return { documentId: judged.documentId, keyId, issuedOn };
    }
  }
  return null;
}
