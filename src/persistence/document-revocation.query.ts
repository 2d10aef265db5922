import { eq } from 'drizzle-orm';
import type { Revocation, RevocationLookUp } from '../domain/barcode/revocation';
import { parisDate } from '../platform/clock';
import type { Database } from './database';
import { documentRevocations } from './tables/document-revocation.tables';

/** PostgreSQL: the table is not there, so that nothing was ever revoked in this database. */
const UNDEFINED_TABLE = '42P01';

/** Asks whether a document is revoked; an account that may only read suffices, and no key. */
export class DocumentRevocationQuery implements RevocationLookUp {
  constructor(private readonly db: Database) {}

  async find(documentId: string, keyId: string, issuedOn: string): Promise<Revocation | null> {
    const table = documentRevocations;
    const { revokedAt, since } = table;
    const [document] = await this.ask(() =>
      this.db.select({ revokedAt, since }).from(table).where(eq(table.documentId, documentId)),
    );
    if (document) return { of: 'document', on: parisDate(document.revokedAt), since: null };
    const key = await this.ofKey(keyId);
    return key !== null && (key.since === null || issuedOn >= key.since) ? key : null;
  }

  async ofKey(keyId: string): Promise<Revocation | null> {
    const table = documentRevocations;
    const { revokedAt, since } = table;
    const [key] = await this.ask(() => this.db.select({ revokedAt, since }).from(table).where(eq(table.keyId, keyId)));
    return key ? { of: 'key', on: parisDate(key.revokedAt), since: key.since } : null;
  }

  /** Whether what a key signs on that day is worth nothing. @param day YYYY-MM-DD */
  async isKeyRevoked(keyId: string, day: string): Promise<boolean> {
    const found = await this.ofKey(keyId);
    return found !== null && (found.since === null || found.since <= day);
  }

  private async ask<T>(query: () => Promise<T[]>): Promise<T[]> {
    try {
      return await query();
    } catch (error) {
      const { code, cause } = error as { code?: string; cause?: { code?: string } };
      if ((cause?.code ?? code) === UNDEFINED_TABLE) return [];
      throw error;
    }
  }
}
