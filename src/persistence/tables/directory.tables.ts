import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

export const directoryFiles = pgTable('directory_files', {
  numeroHash: bytes('numero_hash').primaryKey(),
  sealed: bytes('sealed').notNull(),
  /** LookupHash of the file as it was read, and of its key's name: an import skips what has not changed. Null in rows of before it. */
  fingerprint: bytes('fingerprint'),
  updatedAt: instant('updated_at').notNull(),
});

export const directoryIdentifiers = pgTable(
  'directory_identifiers',
  {
    /** LookupHash of a person's NIR or of the file's e-mail address, each in its own domain. */
    identifierHash: bytes('identifier_hash').notNull(),
    numeroHash: bytes('numero_hash')
      .notNull()
      .references(() => directoryFiles.numeroHash, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.identifierHash, table.numeroHash] }),
    index('directory_identifiers_file').on(table.numeroHash),
  ],
);
