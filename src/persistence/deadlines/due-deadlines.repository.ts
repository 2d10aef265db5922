import { type SQL, sql } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar/calendar-days';
import type { CorrespondenceState } from '../../domain/correspondence';
import { type Clock, parisDate } from '../../platform/clock';
import type { Database } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import { isOneOf } from '../tables/columns';
import { correspondences, OPEN_STATES } from '../tables/correspondence.tables';
import { type DeadlineAlarm, deadlines } from '../tables/deadline.tables';
import { ledger } from '../tables/ledger.tables';
import type { DeadlineBook, FollowedRow } from './deadline-book';

const BATCH = 200;
/** Nothing is decided of them yet. */
const UNDECIDED: ReadonlySet<CorrespondenceState> = new Set(['received', 'reading', 'triage']);
const DECIDED = OPEN_STATES.filter((state) => !UNDECIDED.has(state));

export interface RaisedAlarms {
  readonly nearing: number;
  readonly late: number;
}

type OutOfStep = Omit<FollowedRow, 'receivedOn'> & {
  readonly receivedOn: string;
  readonly state: CorrespondenceState;
  readonly updatedAt: string;
};

/** What falls due on a day. Each step marks what it did in the row it did it for, so that no day, process or clock repeats it. */
export class DueDeadlinesRepository {
  constructor(
    private readonly db: Database,
    private readonly book: Pick<DeadlineBook, 'mend'>,
    private readonly journal: JournalWriter,
    private readonly clock: Clock,
  ) {}

  /** Brings deadlines into step with rows that were moved by another way than a stage. @returns how many; 0 when none is left */
  async mend(): Promise<number> {
    await this.db.execute(sql`
      update ${deadlines} d set open = false from ${correspondences} c
      where d.open and c.id = d.correspondence_id and not ${isOpen}`);
    return this.db.transaction(async (tx) => {
      const { rows } = await tx.execute(sql`
        select c.id, c.channel, c.source, c.received_on::text as "receivedOn", c.state, c.updated_at as "updatedAt"
        from ${correspondences} c left join ${deadlines} d on d.correspondence_id = c.id
        where ${isOneOf(sql`c.state`, DECIDED)} and c.source not in ('self-check', 'desk') and c.erased_at is null and (
          d.correspondence_id is null or not d.open or ((c.state = 'waiting-sender') <> (d.legal_on is null) and not ${isOverdue}))
        order by c.id limit ${BATCH} for update of c skip locked`);
      for (const row of rows as unknown as OutOfStep[])
        await this.book.mend(tx, row, row.state, parisDate(new Date(row.updatedAt)));
      return rows.length;
    });
  }

  /** Says of a batch whose deadlines come nearer, or have passed, that they do. @returns how many; none when none is left */
  raiseAlarms(day: CalendarDay): Promise<RaisedAlarms> {
    return this.db.transaction(async (tx) => {
      const { rows } = await tx.execute<{
        id: string;
        revision: number;
        alarm: DeadlineAlarm;
        legalOn: string;
        internalOn: string;
      }>(sql`
        update ${deadlines} d set alarm = case when d.late_on <= ${day} then 'late' else 'nearing' end
        from (
          select d.correspondence_id as id, c.revision from ${deadlines} d
          join ${correspondences} c on c.id = d.correspondence_id
          where d.open and d.nearing_on <= ${day} and ${isOpen} and (
            d.alarm is null or (d.alarm = 'nearing' and d.late_on <= ${day}))
          order by d.correspondence_id limit ${BATCH} for update of d skip locked
        ) due where d.correspondence_id = due.id
        returning due.id, due.revision, d.alarm, d.legal_on::text as "legalOn", d.internal_on::text as "internalOn"`);
      const at = this.clock.now();
      await this.journal.write(
        tx,
        ...rows.map(({ id, revision, alarm, legalOn, internalOn }) => ({
          correspondenceId: id,
          at,
          event: alarm === 'late' ? 'deadline-passed' : 'deadline-nearing',
          revision,
          detail: { legalOn, internalOn },
        })),
      );
      const late = rows.filter(({ alarm }) => alarm === 'late').length;
      return { nearing: rows.length - late, late };
    });
  }

  /** Those that wait for an agent and have had no answer of ours by that day, in order of id. */
  async unacknowledged(day: CalendarDay, after: string | null): Promise<string[]> {
    const { rows } = await this.db.execute<{ id: string }>(sql`
      select c.id from ${deadlines} d join ${correspondences} c on c.id = d.correspondence_id
      where d.open and d.acknowledge_on <= ${day} and c.state = 'needs-agent' and c.erased_at is null
        and (${after}::uuid is null or c.id > ${after}::uuid) order by c.id limit ${BATCH}`);
    return rows.map(({ id }) => id);
  }

  /** Something of ours has left for them, which tells that they were received. */
  async forgetAnswered(day: CalendarDay): Promise<void> {
    await this.db.execute(sql`
      update ${deadlines} d set acknowledge_on = null where d.open and d.acknowledge_on <= ${day} and exists (
        select 1 from ${ledger} l where l.correspondence_id = d.correspondence_id
          and l.state in ('reserved', 'transmitting', 'sent', 'perhaps-sent'))`);
  }

  /** No machine may acknowledge it. */
  async forgetAcknowledgement(id: string): Promise<void> {
    await this.db.execute(sql`update ${deadlines} set acknowledge_on = null where correspondence_id = ${id}`);
  }
}

/** Of deadlines `d`: what was asked for has not come in time, and the clock still stands. */
const isOverdue: SQL = sql`(d.legal_on is null and d.alarm is not distinct from 'late')`;

/** Of a row `c`. */
const isOpen: SQL = sql`${isOneOf(sql`c.state`, OPEN_STATES)}`;
