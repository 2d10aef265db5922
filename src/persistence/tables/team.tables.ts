import { bigserial, date, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { correspondences } from './correspondence.tables';
import { deskAccounts } from './desk.tables';

/** Who an item is handed to, by the item; one that is handed to nobody has no row. */
export const deskAssignments = pgTable(
  'desk_assignments',
  {
    id: uuid('id')
      .primaryKey()
      .references(() => correspondences.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => deskAccounts.id),
    at: instant('at').notNull(),
  },
  (table) => [index('desk_assignments_account').on(table.accountId)],
);

/** When somebody is away; gone once they are back. */
export const deskAbsences = pgTable(
  'desk_absences',
  {
    id: uuid('id').primaryKey(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => deskAccounts.id),
    fromOn: date('from_on').notNull(),
    /** The last day. */
    toOn: date('to_on').notNull(),
    /** When their items were handed to the others; null while it is to come. */
    begunAt: instant('begun_at'),
  },
  (table) => [index('desk_absences_account').on(table.accountId, table.toOn)],
);

/** Items that were somebody's before they were away, and whose they are meanwhile. */
export const deskAbsenceItems = pgTable(
  'desk_absence_items',
  {
    absenceId: uuid('absence_id')
      .notNull()
      .references(() => deskAbsences.id),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
    /** Who stood in for whom first: what is given back to one is no longer owed to those who stood in for them. */
    place: bigserial('place', { mode: 'number' }).notNull(),
    /** Null: nobody of the team was there. */
    toId: uuid('to_id').references(() => deskAccounts.id),
  },
  (table) => [
    primaryKey({ columns: [table.absenceId, table.correspondenceId] }),
    index('desk_absence_items_correspondence').on(table.correspondenceId),
  ],
);
