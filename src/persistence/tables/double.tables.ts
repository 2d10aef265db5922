import { bigserial, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { IncomingChannel } from '../../domain/correspondence';
import { bytes } from './columns';
import { correspondences } from './correspondence.tables';

/** By which the same letter is known again. Keyed hashes alone: see LetterPrint. */
export const letterPrints = pgTable(
  'letter_prints',
  {
    /** In the order in which they were first looked at: of two that come together, the first one is the original. */
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
    /** LookupHash of the person of the file; null where nobody is identified. */
    personHash: bytes('person_hash'),
    /** LookupHash of the sender's address; null of a letter. */
    senderHash: bytes('sender_hash'),
    /** LookupHash of the very message, whatever its way put on it; null of a letter, and in rows of before it. */
    messageHash: bytes('message_hash'),
    receivedOn: date('received_on').notNull(),
    channel: text('channel').$type<IncomingChannel>().notNull(),
    signs: integer('signs').notNull(),
    exact: bytes('exact').notNull(),
    attachments: bytes('attachments'),
    /** Hashes of 32 bits, big-endian. */
    sketch: bytes('sketch').notNull(),
    shingles: integer('shingles').notNull(),
    figures: bytes('figures').notNull(),
    kinds: text('kinds').notNull(),
    /** The one that it is, or looks like; whether it was joined to it, its state says. */
    likeId: uuid('like_id').references(() => correspondences.id),
  },
  (table) => [
    uniqueIndex('letter_prints_correspondence').on(table.correspondenceId),
    index('letter_prints_person').on(table.personHash, table.receivedOn),
    index('letter_prints_message').on(table.messageHash),
    index('letter_prints_sender').on(table.senderHash, table.receivedOn),
    index('letter_prints_like').on(table.likeId),
  ],
);
