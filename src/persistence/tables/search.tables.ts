import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { correspondences } from './correspondence.tables';

/** By which words an item is found: keyed hashes of French stems, so that nobody reads a name or a text in it. */
export const searchWords = pgTable(
  'search_words',
  {
    correspondenceId: uuid('correspondence_id')
      .primaryKey()
      .references(() => correspondences.id),
    words: text('words').array().notNull(),
  },
  (table) => [index('search_words_words').using('gin', table.words)],
);
