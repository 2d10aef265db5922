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
    nirHash: bytes('nir_hash').notNull(),
    numeroHash: bytes('numero_hash')
      .notNull()
      .references(() => directoryFiles.numeroHash, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.nirHash, table.numeroHash] }),
    index('directory_identifiers_file').on(table.numeroHash),
  ],
);
