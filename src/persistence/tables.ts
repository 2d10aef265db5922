import {
  bigserial,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CorrespondenceState, IncomingChannel } from '../domain/correspondence';
import type { LedgerState } from './correspondence-record';

/** Sealed columns hold a FieldEncryption value; hash columns a LookupHash digest. Nothing personal stands in clear. */
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true });

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
  },
  (table) => [
    uniqueIndex('correspondences_content_hash').on(table.contentHash),
    uniqueIndex('correspondences_sequence').on(table.sequence),
    index('correspondences_state').on(table.state, table.updatedAt),
    index('correspondences_received_on').on(table.receivedOn, table.channel),
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

/** One row a sending, unique by (correspondence, purpose, request), so that none is sent twice. */
export const ledger = pgTable(
  'ledger',
  {
    id: uuid('id').primaryKey(),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
    purpose: text('purpose').notNull(),
    request: text('request').notNull(),
    channel: text('channel').$type<'email' | 'post'>().notNull(),
    state: text('state').$type<LedgerState>().notNull(),
    messageId: text('message_id').notNull(),
    /** Sealed: destination, subject, text, HTML, ids of the files. */
    content: bytes('content').notNull(),
    templateVersion: text('template_version').notNull(),
    reservedAt: instant('reserved_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    uniqueIndex('ledger_once').on(table.correspondenceId, table.purpose, table.request),
    uniqueIndex('ledger_message_id').on(table.messageId),
  ],
);

export const directoryFiles = pgTable('directory_files', {
  numeroHash: bytes('numero_hash').primaryKey(),
  sealed: bytes('sealed').notNull(),
  /** LookupHash of the file as it was read, and of its key's name: an import skips what has not changed. Null in rows of before it. */
  fingerprint: bytes('fingerprint'),
  updatedAt: instant('updated_at').notNull(),
});

export const directoryIdentifiers = pgTable(
  'directory_identifiers',
  {
    nirHash: bytes('nir_hash').notNull(),
    numeroHash: bytes('numero_hash')
      .notNull()
      .references(() => directoryFiles.numeroHash, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.nirHash, table.numeroHash] }),
    index('directory_identifiers_file').on(table.numeroHash),
  ],
);

export const apiKeys = pgTable('api_keys', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  scope: text('scope').$type<'ingest' | 'operate'>().notNull(),
  hash: bytes('hash').notNull().unique(),
  createdAt: instant('created_at').notNull(),
  revoked: boolean('revoked').notNull().default(false),
});
