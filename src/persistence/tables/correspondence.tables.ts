import { bigserial, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { CorrespondenceState, IncomingChannel } from '../../domain/correspondence';
import { bytes, instant, isOneOf } from './columns';

/** Not settled yet: few rows beside all that were ever received, found by an index of their own. */
export const OPEN_STATES = [
  'received',
  'reading',
  'triage',
  'composing',
  'dispatching',
  'needs-agent',
  'waiting-sender',
  'failed',
] as const satisfies readonly CorrespondenceState[];

export const correspondences = pgTable(
  'correspondences',
  {
    id: uuid('id').primaryKey(),
    sequence: bigserial('sequence', { mode: 'number' }).notNull(),
    channel: text('channel').$type<IncomingChannel>().notNull(),
    source: text('source').$type<'smtp' | 'http' | 'ingest' | 'scan'>().notNull(),
    state: text('state').$type<CorrespondenceState>().notNull(),
    revision: integer('revision').notNull().default(1),
    receivedAt: instant('received_at').notNull(),
    receivedOn: date('received_on').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** HMAC of the content: the same bytes again are the same item. */
    contentHash: bytes('content_hash').notNull(),
    envelope: bytes('envelope'),
    scan: bytes('scan'),
    reading: bytes('reading'),
    triage: bytes('triage'),
    settlement: bytes('settlement'),
    /** Why it stands where it stands, in plain French, without personal data. */
    reason: text('reason'),
    /** Starts of the stage it waits for that came to nothing: through an error of its own, or the death of the process. */
    starts: integer('starts').notNull().default(0),
    /** Since when it waits for something outside of it; null while nothing holds it up. */
    heldSince: instant('held_since'),
  },
  (table) => [
    uniqueIndex('correspondences_content_hash').on(table.contentHash),
    uniqueIndex('correspondences_sequence').on(table.sequence),
    index('correspondences_state').on(table.state, table.updatedAt),
    index('correspondences_received_on').on(table.receivedOn, table.channel),
    index('correspondences_open').on(table.state, table.receivedAt).where(isOneOf(table.state, OPEN_STATES)),
  ],
);

export const documents = pgTable(
  'documents',
  {
    id: uuid('id').primaryKey(),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
    role: text('role').$type<'raw' | 'page' | 'reply'>().notNull(),
    position: integer('position').notNull(),
    /** Sealed: people put names and numbers into file names. */
    name: bytes('name').notNull(),
    type: text('type').notNull(),
    size: integer('size').notNull(),
    pages: integer('pages'),
    storeKey: text('store_key').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('documents_correspondence').on(table.correspondenceId, table.role, table.position)],
);

/** What is committed and not yet in a queue. */
export const outbox = pgTable('outbox', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  correspondenceId: uuid('correspondence_id').notNull(),
  job: text('job').notNull(),
  revision: integer('revision').notNull(),
});
