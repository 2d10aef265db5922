import type { Revocation, RevocationLookUp } from '../domain/barcode/revocation';
import { ok, type Result, refused } from '../domain/result';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { DocumentRecord, LedgerState } from '../persistence/correspondence-record';
import type { DocumentRevocationRepository } from '../persistence/document-revocation.repository';
import { DocumentUnreadable } from '../persistence/document-store/chunked-encryption';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { LedgerRepository } from '../persistence/ledger.repository';
import { CannotUnseal } from '../platform/keys/field-encryption';

/** What a document of ours says of itself, read from its signed code; null where it carries none. */
export type ReadSignedCode = (
  pdf: Uint8Array,
) => { readonly documentId: string; readonly keyId: string; readonly issuedOn: string } | null;

/** A signed document that left for somebody. */
export interface IssuedDocument {
  /** Of the stored file. */
  readonly id: string;
  readonly name: string;
  /** By which it is revoked: «D-7KQ2-…». */
  readonly documentId: string;
  readonly revocation: Revocation | null;
}

interface Parts {
  readonly correspondences: Pick<CorrespondenceRepository, 'documentsOf' | 'show'>;
  readonly ledger: Pick<LedgerRepository, 'of'>;
  readonly store: Pick<DocumentStore, 'read'>;
  readonly revocations: Pick<DocumentRevocationRepository, 'revoke'>;
  readonly revoked: RevocationLookUp;
  readonly readSignedCode: ReadSignedCode;
}

/** In the hands of whom they were sent to, or perhaps. */
const LEFT: ReadonlySet<LedgerState> = new Set(['transmitting', 'sent', 'perhaps-sent']);

/** Attestations that were sent for a correspondence: which they are, and that one of them is worth nothing any more. */
export class IssuedDocuments {
  constructor(private readonly parts: Parts) {}

  async of(correspondenceId: string): Promise<IssuedDocument[]> {
    const issued: IssuedDocument[] = [];
    for (const document of await this.sent(correspondenceId)) {
      const code = await this.codeOf(document);
      if (code === null) continue;
      const { documentId, keyId, issuedOn } = code;
      const revocation = await this.parts.revoked.find(documentId, keyId, issuedOn);
      issued.push({ id: document.id, name: document.name, documentId, revocation });
    }
    return issued;
  }

  /** For good. @returns why not, in French */
  async revoke(correspondenceId: string, id: string, reason: string, by: string): Promise<Result<true, string>> {
    const found = (await this.of(correspondenceId)).find((one) => one.id === id);
    const record = await this.parts.correspondences.show(correspondenceId);
    if (found === undefined || record === null)
      return refused('Ce document n’a pas été envoyé, ou ne porte pas de code signé.');
    const { documentId } = found;
    const of = { id: correspondenceId, revision: record.revision };
    const done = await this.parts.revocations.revoke({ documentId }, { by, reason, of });
    return done.ok ? ok(true as const) : refused('Ce document est déjà révoqué.');
  }

  private async sent(correspondenceId: string): Promise<DocumentRecord[]> {
    const documents = await this.parts.correspondences.documentsOf(correspondenceId);
    const attestations = documents.filter(({ role, name }) => role === 'reply' && name.startsWith('attestation-'));
    if (attestations.length === 0) return [];
    const sendings = await unlessLost(this.parts.ledger.of(correspondenceId), []);
    const left = sendings
      .filter(({ state }) => LEFT.has(state))
      .flatMap(({ content }) => content.files.map(({ storeKey }) => storeKey));
    return attestations.filter(({ storeKey }) => left.includes(storeKey));
  }

  private async codeOf({ storeKey }: DocumentRecord): Promise<ReturnType<ReadSignedCode>> {
    const bytes = await unlessLost(this.parts.store.read(storeKey), null);
    return bytes === null ? null : this.parts.readSignedCode(bytes);
  }
}

/** A page of the desk is shown whatever of it does not open. */
function unlessLost<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  return reading.catch((error: unknown) => {
    if (error instanceof CannotUnseal || error instanceof DocumentUnreadable) return otherwise;
    throw error;
  });
}
