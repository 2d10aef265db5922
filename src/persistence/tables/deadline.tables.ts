import { sql } from 'drizzle-orm';
import { boolean, date, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Pause } from '../../domain/calendar/reply-clock';
import type { Acknowledged } from '../../domain/calendar/reply-deadlines';
import { correspondences } from './correspondence.tables';

/** `nearing`, then `late`: each is raised once for the same dates. */
export type DeadlineAlarm = 'nearing' | 'late';

/** By when a correspondence is answered: set when it is decided, moved by each pause of its clock. Days of Paris. */
export const deadlines = pgTable(
  'deadlines',
  {
    correspondenceId: uuid('correspondence_id')
      .primaryKey()
      .references(() => correspondences.id),
    acknowledged: text('acknowledged').$type<Acknowledged>().notNull(),
    legalMonths: integer('legal_months').notNull(),
    urgent: boolean('urgent').notNull(),
    /** Reasons and days, nothing personal. */
    pauses: jsonb('pauses').$type<readonly Pause[]>().notNull().default([]),
    /** Null once it has left, or where no machine may send it. */
    acknowledgeOn: date('acknowledge_on'),
    legalOn: date('legal_on'),
    internalOn: date('internal_on'),
    nearingOn: date('nearing_on'),
    lateOn: date('late_on'),
    alarm: text('alarm').$type<DeadlineAlarm>(),
    /** False once it is settled: the indexes hold what is still to be answered. */
    open: boolean('open').notNull().default(true),
  },
  (table) => [
    index('deadlines_nearing').on(table.nearingOn).where(sql`${table.open}`),
    index('deadlines_late')
      .on(table.lateOn, table.correspondenceId)
      .where(sql`${table.open} and ${table.alarm} = 'late'`),
    index('deadlines_acknowledge').on(table.acknowledgeOn).where(sql`${table.open}`),
  ],
);
