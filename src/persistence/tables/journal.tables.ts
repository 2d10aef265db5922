import { bigint, bigserial, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

/** Written by JournalWriter alone: an entry without its proof of origin is never sealed. */
export const journal = pgTable(
  'journal',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** Null for what concerns no correspondence: keys rotated, an API key made, a day reconciled. */
    correspondenceId: uuid('correspondence_id'),
    at: instant('at').notNull(),
    event: text('event').notNull(),
    revision: integer('revision'),
    /** Rule ids, counts, states: never personal data. Erased together with its salt; its hash stays. */
    detail: jsonb('detail').$type<JournalDetail>(),
    salt: bytes('salt'),
    payloadHash: bytes('payload_hash'),
    /** Keyed digest by which an entry shows that the program wrote it. Null in rows of before it. */
    origin: bytes('origin'),
    /** Number of its seal; null until then, REFUSED where the origin is false. */
    seal: integer('seal'),
  },
  (table) => [
    index('journal_correspondence').on(table.correspondenceId, table.id),
    index('journal_seal').on(table.seal, table.id),
  ],
);

export type JournalDetail = Readonly<Record<string, string | number | boolean | null>>;

/** A batch of entries, chained to the batch before and signed. Never changed, never removed. */
export const journalSeals = pgTable('journal_seals', {
  number: integer('number').primaryKey(),
  at: instant('at').notNull(),
  /** Hash of the seal before; zeros in the first. */
  previous: bytes('previous').notNull(),
  /** For each entry: its id, its correspondence, the digest of what it says (see packEntries). */
  entries: bytes('entries').notNull(),
  /** Entries up to this id may lack a proof of origin: they stood in the journal before there was one. */
  unprovenUpTo: bigint('unproven_up_to', { mode: 'number' }).notNull(),
  publicKey: bytes('public_key').notNull(),
  signature: bytes('signature').notNull(),
});
