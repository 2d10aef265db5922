import { sql } from 'drizzle-orm';
import type { CalendarDay } from '../domain/calendar/calendar-days';
import type { ChasedWait, ChaseStep } from '../domain/waiting/chase-steps';
import type { Clock } from '../platform/clock';
import type { Database } from './database';
import { isOneOf } from './tables/columns';
import { correspondences, OPEN_STATES } from './tables/correspondence.tables';
import { deadlines } from './tables/deadline.tables';
import { ledger } from './tables/ledger.tables';
import { answers, waits } from './tables/waiting.tables';

const BATCH = 200;
/** Nobody waits for the sender in them, whoever moved the row there. */
const OVER = ['needs-agent', 'answered', 'closed', 'set-aside', 'joined'] as const;

/** Of a row `c`: an agent holds what may be its answer. */
const answerWithAgent = sql`exists (select 1 from ${answers} a join ${correspondences} i on i.id = a.answer_id
  where a.case_id = c.id and a.joined_at is null and ${isOneOf(sql`i.state`, OPEN_STATES)})`;

/** A case whose sender has not answered in time. */
export interface SilentCase extends ChasedWait {
  readonly waitId: string;
  readonly id: string;
  readonly revision: number;
  /** Nobody knows whether our letter arrived: no machine writes again. */
  readonly doubtful: boolean;
}

/** Waits that have lasted too long. */
export class SilenceRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Brings waits into step with rows that were moved by another way than a stage, or wait since before there were any. */
  async mend(): Promise<void> {
    const now = this.clock.now().toISOString();
    await this.db.execute(sql`
      update ${waits} w set until = ${now}, ended_by = c.state from ${correspondences} c
      where w.until is null and c.id = w.correspondence_id and ${isOneOf(sql`c.state`, OVER)}`);
    await this.db.execute(sql`
      insert into ${waits} (id, correspondence_id, since)
      select gen_random_uuid(), c.id, c.updated_at from ${correspondences} c
      where c.state = 'waiting-sender' and c.erased_at is null
        and not exists (select 1 from ${waits} w where w.correspondence_id = c.id and w.until is null)
      on conflict do nothing`);
  }

  /** Cases whose documents should have come before that day. @returns a batch, empty when none is left */
  async overduePieces(day: CalendarDay): Promise<OverduePieces[]> {
    const { rows } = await this.db.execute<{ id: string; revision: number; answerBy: string }>(sql`
      select c.id, c.revision, p->>'answerBy' as "answerBy"
      from ${correspondences} c join ${deadlines} d on d.correspondence_id = c.id, jsonb_array_elements(d.pauses) p
      where c.state = 'waiting-sender' and c.erased_at is null
        and p->>'until' is null and p->>'reason' = 'pieces-manquantes' and (p->>'answerBy')::date < ${day}::date
        and not ${answerWithAgent}
      order by c.id limit ${BATCH}`);
    return rows;
  }

  /**
   * Cases that have waited for so many days since the last step, in order of their waits; not those whose answer an agent holds.
   * @returns a batch, empty when none is left
   */
  async silent(day: CalendarDay, patience: number, after: string | null): Promise<SilentCase[]> {
    const { rows } = await this.db.execute<{
      waitId: string;
      id: string;
      revision: number;
      askedOn: string;
      step: ChaseStep | null;
      stepOn: string | null;
      channel: 'email' | 'post' | null;
      doubtful: boolean;
    }>(sql`
      select w.id as "waitId", c.id, c.revision, ${askedOn}::text as "askedOn", w.step, w.step_on::text as "stepOn",
        (select l.channel from ${ledger} l where l.correspondence_id = c.id and l.reserved_at <= w.since
          order by l.reserved_at desc limit 1) as channel,
        exists (select 1 from ${ledger} l where l.correspondence_id = c.id
          and l.state in ('transmitting', 'perhaps-sent', 'refused')) as doubtful
      from ${waits} w join ${correspondences} c on c.id = w.correspondence_id
      where w.until is null and c.state = 'waiting-sender' and c.erased_at is null
        and not ${waitsForPieces}
        and coalesce(w.step_on, ${askedOn}) <= ${day}::date - ${patience}::int
        and (${after}::uuid is null or w.id > ${after}::uuid)
        and not ${answerWithAgent}
      order by w.id limit ${BATCH}`);
    return rows.map(({ channel, ...row }) => ({ ...row, channel: channel ?? 'email' }));
  }
}

/** A case whose documents were to come by a day that is over. */
export interface OverduePieces {
  readonly id: string;
  readonly revision: number;
  readonly answerBy: CalendarDay;
}

/** Of a row `c`: documents are waited for, by their own day. */
const waitsForPieces = sql`exists (select 1 from ${deadlines} d, jsonb_array_elements(d.pauses) p
  where d.correspondence_id = c.id and p->>'until' is null and p->>'reason' = 'pieces-manquantes')`;

/** Of a wait `w`. */
const askedOn = sql`(w.since at time zone 'Europe/Paris')::date`;
