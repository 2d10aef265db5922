import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';
import { correspondences } from './correspondence.tables';

/** The last automatic answer to each sender and kind (RFC 3834 §2): the next one waits until a window has passed. */
export const senderAnswers = pgTable(
  'sender_answers',
  {
    /** LookupHash of the sender's address. */
    senderHash: bytes('sender_hash').notNull(),
    /** Letter and kinds that it answers. */
    request: text('request').notNull(),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
    answeredAt: instant('answered_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.senderHash, table.request] }),
    index('sender_answers_correspondence').on(table.correspondenceId),
    index('sender_answers_at').on(table.answeredAt),
  ],
);

/** Automatic answers of each of our mailboxes in its present hour. */
export const mailboxBreakers = pgTable('mailbox_breakers', {
  /** One of the settings' MAILBOXES; `*` for all others. */
  mailbox: text('mailbox').primaryKey(),
  hourFrom: instant('hour_from').notNull(),
  answers: integer('answers').notNull(),
  /** Null while it is closed. */
  opensUntil: instant('opens_until'),
});
