import { asc } from 'drizzle-orm';
import { ok, type Result, refused } from '../domain/result';
import type { Clock } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import { CannotUnseal, type FieldEncryption } from '../platform/keys/field-encryption';
import type { Database } from './database';
import type { JournalWriter } from './journal/journal-writer';
import { sealContext } from './seal';
import { documentRevocations } from './tables/document-revocation.tables';

/** What is revoked: one document, or what a key signed from a day on (null: all of it). */
export type Revocable = { readonly documentId: string } | { readonly keyId: string; readonly since: string | null };

export interface RevocationRecord {
  readonly documentId: string | null;
  readonly keyId: string | null;
  readonly since: string | null;
  readonly revokedAt: Date;
  readonly by: string;
  readonly reason: string;
}

/** The list of revocations: who, when and why; each is told in the journal, its reason stays sealed. */
export class DocumentRevocationRepository {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly journal: JournalWriter,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * @param of the correspondence that the document was sent for, where it is known: its own journal tells it
   * @returns refused where it is revoked already: the first day and reason stand
   */
  revoke(
    what: Revocable,
    {
      by,
      reason,
      of = null,
    }: {
      readonly by: string;
      readonly reason: string;
      readonly of?: { readonly id: string; readonly revision: number } | null;
    },
  ): Promise<Result<true, 'already'>> {
    const at = this.clock.now();
    const id = this.ids.next(at);
    const sealed = this.encryption.seal(reason, sealContext.revocationReason(id));
    return this.db.transaction(async (tx) => {
      const written = await tx
        .insert(documentRevocations)
        .values({ id, ...what, revokedAt: at, by, reason: sealed })
        .onConflictDoNothing()
        .returning({ id: documentRevocations.id });
      if (written.length === 0) return refused('already' as const);
      const event = 'documentId' in what ? 'document-revoked' : 'signing-key-revoked';
      const told = { correspondenceId: of?.id ?? null, revision: of?.revision ?? null };
      await this.journal.write(tx, { ...told, at, event, detail: { ...what } });
      return ok(true as const);
    });
  }

  /** Oldest first. */
  async list(): Promise<RevocationRecord[]> {
    const rows = await this.db.select().from(documentRevocations).orderBy(asc(documentRevocations.revokedAt));
    return rows.map((row) => ({ ...row, reason: this.reasonOf(row) }));
  }

  /** A revocation holds although its reason does not open any more. */
  private reasonOf({ id, reason }: { readonly id: string; readonly reason: Buffer }): string {
    try {
      return this.encryption.unseal<string>(reason, sealContext.revocationReason(id));
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      return `motif illisible (${error.why})`;
    }
  }
}
