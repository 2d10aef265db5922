import { sql } from 'drizzle-orm';
import { check, date, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

/** Signed documents, or all that one key signed from a day on, that are worth nothing any more. Never taken back. */
export const documentRevocations = pgTable(
  'document_revocations',
  {
    id: uuid('id').primaryKey(),
    /** Of one document: digest of its signature, which tells nothing of whom it speaks. */
    documentId: text('document_id'),
    /** Of a signing key: its public name. */
    keyId: text('key_id'),
    /** With a key: documents issued on that day or later; null for all. */
    since: date('since'),
    revokedAt: instant('revoked_at').notNull(),
    by: text('by').notNull(),
    /** Sealed: agents write what happened. */
    reason: bytes('reason').notNull(),
  },
  (table) => [
    uniqueIndex('document_revocations_document').on(table.documentId),
    uniqueIndex('document_revocations_key').on(table.keyId),
    check('document_revocations_one', sql`(document_id is null) <> (key_id is null)`),
  ],
);
