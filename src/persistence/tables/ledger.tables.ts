import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { LedgerState } from '../correspondence-record';
import { bytes, instant, isOneOf } from './columns';
import { correspondences } from './correspondence.tables';

/** All but *sent*: few rows beside all that ever left, found by an index of their own. */
export const UNSENT_STATES = [
  'reserved',
  'transmitting',
  'perhaps-sent',
  'refused',
  'withdrawn',
] as const satisfies readonly LedgerState[];

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
    /** When the end of the message was about to be given to the server, or the letter to the print folder. */
    startedAt: instant('started_at'),
  },
  (table) => [
    uniqueIndex('ledger_once').on(table.correspondenceId, table.purpose, table.request),
    uniqueIndex('ledger_message_id').on(table.messageId),
    index('ledger_unsent').on(table.state, table.reservedAt).where(isOneOf(table.state, UNSENT_STATES)),
  ],
);
