import { bigserial, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';

export const journal = pgTable(
  'journal',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    correspondenceId: uuid('correspondence_id').notNull(),
    at: instant('at').notNull(),
    event: text('event').notNull(),
    revision: integer('revision').notNull(),
    /** Rule ids, counts, states: never personal data. */
    detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>().notNull(),
  },
  (table) => [index('journal_correspondence').on(table.correspondenceId, table.id)],
);
