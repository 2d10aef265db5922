import { date, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** A row says that a day's task was done: the first process to write it is the only one that tells of it. */
export const dailyTasks = pgTable(
  'daily_tasks',
  {
    name: text('name').notNull(),
    day: date('day').notNull(),
    doneAt: instant('done_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.day] })],
);
