import { sql } from 'drizzle-orm';
import { bigserial, date, index, integer, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { CorrespondenceState, IncomingChannel, Malware, Source } from '../../domain/correspondence';
import type { DeskTask } from '../../domain/desk/desk-task';
import { bytes, instant, isOneOf } from './columns';
import { retentionCertificates } from './retention.tables';

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
    source: text('source').$type<Source>().notNull(),
    state: text('state').$type<CorrespondenceState>().notNull(),
    revision: integer('revision').notNull().default(1),
    receivedAt: instant('received_at').notNull(),
    receivedOn: date('received_on').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** HMAC of the content: the same bytes again are the same item. Null once erased: it would tell who wrote, and sent again years later it is a new item. */
    contentHash: bytes('content_hash'),
    envelope: bytes('envelope'),
    scan: bytes('scan'),
    reading: bytes('reading'),
    /** Of what was read, what lists show: see Headline. Null where nothing was, and in rows of before it. */
    headline: bytes('headline'),
    triage: bytes('triage'),
    settlement: bytes('settlement'),
    /** By which a person's mail is found, and their file's: see PersonHashes. Null while nobody is recognised, and once erased. */
    fileHash: bytes('file_hash'),
    personHash: bytes('person_hash'),
    /** Why it stands where it stands, in plain French, without personal data. */
    reason: text('reason'),
    /** Starts of the stage it waits for that came to nothing: through an error of its own, or the death of the process. */
    starts: integer('starts').notNull().default(0),
    /** Since when it waits for something outside of it; null while nothing holds it up. */
    heldSince: instant('held_since'),
    /** 3 danger, 2 a legal clock, 1 somebody vulnerable, 0 nothing of these: the order within a basket of open items. */
    urgency: smallint('urgency').notNull().default(0),
    /** What an agent has to do with it: its basket, while it is `needs-agent`. */
    task: text('task').$type<DeskTask>().notNull().default('decide'),
    /** Erased by a rule of retention: the row stays, so that the accounts keep their counts. */
    erasedAt: instant('erased_at'),
    erasedRule: text('erased_rule'),
    certificateId: uuid('certificate_id').references(() => retentionCertificates.id),
    /** Kept whatever its age. */
    frozenAt: instant('frozen_at'),
    /** Sealed: who froze it, and why. */
    freeze: bytes('freeze'),
  },
  (table) => [
    index('correspondences_certificate').on(table.certificateId, table.id),
    index('correspondences_frozen').on(table.frozenAt),
    index('correspondences_file').on(table.fileHash, table.receivedAt).where(sql`${table.fileHash} is not null`),
    index('correspondences_person').on(table.personHash, table.receivedAt).where(sql`${table.personHash} is not null`),
    uniqueIndex('correspondences_content_hash').on(table.contentHash),
    uniqueIndex('correspondences_sequence').on(table.sequence),
    index('correspondences_state').on(table.state, table.updatedAt),
    index('correspondences_received_on').on(table.receivedOn, table.channel),
    index('correspondences_basket')
      .on(table.task, table.urgency.desc(), table.sequence)
      .where(sql`${table.state} = 'needs-agent'`),
    index('correspondences_to_settle')
      .on(table.urgency.desc(), table.sequence)
      .where(sql`${table.state} = 'needs-agent'`),
    index('correspondences_oldest').on(table.state, table.sequence).where(isOneOf(table.state, OPEN_STATES)),
    index('correspondences_oldest_task').on(table.task, table.sequence).where(sql`${table.state} = 'needs-agent'`),
    index('correspondences_listed')
      .on(table.state, table.urgency.desc(), table.sequence)
      .where(isOneOf(table.state, OPEN_STATES)),
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
    role: text('role').$type<'raw' | 'page' | 'reply' | 'aside'>().notNull(),
    position: integer('position').notNull(),
    /** Sealed: people put names and numbers into file names. */
    name: bytes('name'),
    type: text('type').notNull(),
    size: integer('size').notNull(),
    pages: integer('pages'),
    /** Null once erased, as is the name. */
    storeKey: text('store_key'),
    createdAt: instant('created_at').notNull(),
    /** What the malware scanner said; null where none was configured, and for what we made. */
    malware: text('malware').$type<Malware>(),
    certificateId: uuid('certificate_id').references(() => retentionCertificates.id),
  },
  (table) => [
    index('documents_correspondence').on(table.correspondenceId, table.role, table.position),
    index('documents_store_key').on(table.storeKey),
    index('documents_certificate').on(table.certificateId, table.id),
  ],
);

/** What is committed and not yet in a queue. */
export const outbox = pgTable('outbox', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  correspondenceId: uuid('correspondence_id').notNull(),
  job: text('job').notNull(),
  revision: integer('revision').notNull(),
});
