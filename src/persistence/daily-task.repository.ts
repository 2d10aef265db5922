import { and, eq, lt, sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import type { CalendarDay } from '../domain/calendar/calendar-days';
import type { Clock } from '../platform/clock';
import { underLock } from './advisory-lock';
import type { Database } from './database';
import type { JournalWriter } from './journal/journal-writer';
import { dailyTasks } from './tables/housekeeping.tables';
import type { JournalDetail } from './tables/journal.tables';

/** What is told of a day's task, in the journal: counts and rule ids, nothing personal. */
export interface DailyOutcome {
  readonly event: string;
  readonly detail: JournalDetail;
}

/** Which tasks of which days are done, the same for all processes. */
export class DailyTaskRepository {
  constructor(
    private readonly pool: Pool,
    private readonly db: Database,
    private readonly journal: JournalWriter,
    private readonly clock: Clock,
  ) {}

  /**
   * The day in Paris by the database's clock, so that processes whose clocks differ agree on it.
   * @param hour HH:MM at which the day begins: before it, it is still the day before
   */
  async today(hour = '00:00'): Promise<CalendarDay> {
    const { rows } = await this.db.execute<{ day: string }>(
      sql`select ((now() at time zone 'Europe/Paris') - ${hour}::interval)::date::text as day`,
    );
    return rows[0]?.day as CalendarDay;
  }

  async isDone(name: string, day: CalendarDay): Promise<boolean> {
    const rows = await this.db
      .select({ day: dailyTasks.day })
      .from(dailyTasks)
      .where(and(eq(dailyTasks.name, name), eq(dailyTasks.day, day)));
    return rows.length === 1;
  }

  async lastDoneBefore(name: string, day: CalendarDay): Promise<CalendarDay | null> {
    const [row] = await this.db
      .select({ day: sql<CalendarDay | null>`max(${dailyTasks.day})::text` })
      .from(dailyTasks)
      .where(and(eq(dailyTasks.name, name), lt(dailyTasks.day, day)));
    return row?.day ?? null;
  }

  /** @returns false where another process is at the task of that name: nothing was run */
  exclusively(name: string, work: () => Promise<void>): Promise<boolean> {
    return underLock(this.pool, `task ${name}`, work);
  }

  /**
   * Writes down that a day's task is done, and tells of it in the journal, in one transaction.
   * @returns false where it was done already: nothing was written
   */
  conclude(name: string, day: CalendarDay, { event, detail }: DailyOutcome): Promise<boolean> {
    const at = this.clock.now();
    return this.db.transaction(async (tx) => {
      const written = await tx
        .insert(dailyTasks)
        .values({ name, day, doneAt: at })
        .onConflictDoNothing()
        .returning({ day: dailyTasks.day });
      if (written.length === 0) return false;
      await this.journal.write(tx, { correspondenceId: null, at, event, revision: null, detail });
      return true;
    });
  }
}
