import { bigint, pgTable } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

/** How far each mailbox has been taken in. */
export const mailboxCursors = pgTable('mailbox_cursors', {
  /** LookupHash of account, server and folder. */
  mailboxHash: bytes('mailbox_hash').primaryKey(),
  /** RFC 9051 §2.3.1.1: another value means that every UID is another message’s. */
  uidValidity: bigint('uid_validity', { mode: 'bigint' }).notNull(),
  /** Everything up to it is durable here, or was not ours to take. */
  lastUid: bigint('last_uid', { mode: 'number' }).notNull(),
  /** Messages below it were there before this UIDVALIDITY was known. */
  firstUid: bigint('first_uid', { mode: 'number' }).notNull(),
  /** Since when the mailbox is ours to read: what was read before then is not taken. */
  knownSince: instant('known_since').notNull(),
});
