/** That a signed document, or all that a key signed, is worth nothing any more. */
export interface Revocation {
  readonly of: 'document' | 'key';
  /** YYYY-MM-DD, when it was revoked. */
  readonly on: string;
  /** Of a key: documents issued on that day or later; null for all of them, and for one document. */
  readonly since: string | null;
}

/** Where revocations are kept. */
export interface RevocationLookUp {
  /** @param issuedOn YYYY-MM-DD, as the document's code says; by a key that somebody else holds it may lie */
  find(documentId: string, keyId: string, issuedOn: string): Promise<Revocation | null>;
}
