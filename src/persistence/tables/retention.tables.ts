import { date, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** What was deleted, when and by which rule: counts and a digest, no content. Open until its last file is gone. */
export const retentionCertificates = pgTable(
  'retention_certificates',
  {
    id: uuid('id').primaryKey(),
    rule: text('rule').notNull(),
    day: date('day').notNull(),
    openedAt: instant('opened_at').notNull(),
    completedAt: instant('completed_at'),
    counts: jsonb('counts').$type<Readonly<Record<string, number>>>().notNull().default({}),
    /** SHA-256, hex, over the sorted ids of what was deleted; null until completed. */
    digest: text('digest'),
  },
  (table) => [index('retention_certificates_day').on(table.day)],
);

/** Files that no row names any more and that are still to be taken away: written before the first one is. */
export const erasedFiles = pgTable(
  'erased_files',
  {
    storeKey: text('store_key').primaryKey(),
    certificateId: uuid('certificate_id')
      .notNull()
      .references(() => retentionCertificates.id),
    /** Null until settled; `shared` where another row names the same content. */
    outcome: text('outcome').$type<'removed' | 'shared'>(),
  },
  (table) => [index('erased_files_certificate').on(table.certificateId, table.storeKey)],
);
