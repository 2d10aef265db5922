import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';
import { correspondences } from './correspondence.tables';
import { deskAccounts } from './desk.tables';

/** What colleagues tell each other of an item; it leaves in no letter. */
export const itemNotes = pgTable(
  'item_notes',
  {
    id: uuid('id').primaryKey(),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
    at: instant('at').notNull(),
    /** Of the account or key. */
    byId: uuid('by_id').notNull(),
    /** Sealed: the text, and the name of who wrote it. */
    content: bytes('content').notNull(),
  },
  (table) => [index('item_notes_correspondence').on(table.correspondenceId, table.at)],
);

/** Whom a note is for. */
export const noteMentions = pgTable(
  'note_mentions',
  {
    noteId: uuid('note_id')
      .notNull()
      .references(() => itemNotes.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => deskAccounts.id),
    readAt: instant('read_at'),
  },
  (table) => [
    primaryKey({ columns: [table.noteId, table.accountId] }),
    index('note_mentions_unread').on(table.accountId).where(sql`${table.readAt} is null`),
  ],
);
