import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './columns';

/** Frequent acts made ready for all. */
export const deskMacros = pgTable('desk_macros', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  /** A digit; null for none. */
  key: text('key').unique(),
  /** Sealed: what it does, with the words that it puts into letters and notes. */
  content: bytes('content').notNull(),
});
