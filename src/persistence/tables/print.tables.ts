import { date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { UndeliveredReason } from '../../domain/print/print-return';
import { bytes, instant } from './columns';
import { correspondences } from './correspondence.tables';

export type PrintMode = 'merged' | 'single';

/**
 * Where a letter stands between us and its reader. `waiting`: for the next batch; `in-doubt`: a restored backup cannot tell whether
 * it was in one; `unreadable`: taken out of its batch.
 */
export const PRINT_STATES = [
  'waiting',
  'handed',
  'printed',
  'posted',
  'undelivered',
  'in-doubt',
  'unreadable',
] as const;
export type PrintState = (typeof PRINT_STATES)[number];

/** Letters handed to the print centre together. Which letter is in which is committed before a file is written. */
export const printBatches = pgTable('print_batches', {
  id: uuid('id').primaryKey(),
  day: date('day').notNull(),
  mode: text('mode').$type<PrintMode>().notNull(),
  openedAt: instant('opened_at').notNull(),
  /** Null until its folder stands in its place. */
  closedAt: instant('closed_at'),
  letters: integer('letters').notNull().default(0),
  pages: integer('pages').notNull().default(0),
  sheets: integer('sheets').notNull().default(0),
});

/** A row a letter that left for the print centre, under its ledger id. Nothing personal; it outlives the ledger’s row. */
export const printLetters = pgTable(
  'print_letters',
  {
    id: uuid('id').primaryKey(),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
    state: text('state').$type<PrintState>().notNull(),
    /** The day in Paris on which it was given to be printed. */
    leftOn: date('left_on').notNull(),
    pages: integer('pages').notNull(),
    sheets: integer('sheets').notNull(),
    batchId: uuid('batch_id').references(() => printBatches.id),
    /** From 1, in the batch’s postal order; null until the batch is closed. */
    position: integer('position'),
    printedOn: date('printed_on'),
    postedOn: date('posted_on'),
    undeliveredOn: date('undelivered_on'),
    undeliveredReason: text('undelivered_reason').$type<UndeliveredReason>(),
  },
  (table) => [
    index('print_letters_left_on').on(table.leftOn, table.state),
    index('print_letters_batch').on(table.batchId, table.id),
    index('print_letters_state').on(table.state, table.leftOn),
    index('print_letters_correspondence').on(table.correspondenceId),
  ],
);

/** Addresses from which post came back. */
export const undeliverableAddresses = pgTable(
  'undeliverable_addresses',
  {
    /** LookupHash of the printed block. */
    addressHash: bytes('address_hash').primaryKey(),
    since: date('since').notNull(),
    reason: text('reason').$type<UndeliveredReason>().notNull(),
    letterId: uuid('letter_id').notNull(),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
  },
  (table) => [index('undeliverable_addresses_correspondence').on(table.correspondenceId)],
);
