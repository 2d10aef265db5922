import { sql } from 'drizzle-orm';
import type { CorrespondenceState } from '../../domain/correspondence';
import type { WatchedAct } from '../../domain/desk/usual-volume';
import type { AnswerGate } from '../../persistence/answers/answer-gate';
import type { LedgerState } from '../../persistence/correspondence-record';
import type { Database } from '../../persistence/database';
import type { VolumeWatch } from '../../persistence/desk/volume-watch';
import { isOneOf } from '../../persistence/tables/columns';
import { correspondences, OPEN_STATES, outbox } from '../../persistence/tables/correspondence.tables';
import { deadlines } from '../../persistence/tables/deadline.tables';
import { ledger, UNSENT_STATES } from '../../persistence/tables/ledger.tables';

export interface Standing<State> {
  readonly state: State;
  readonly count: number;
  /** Of the oldest one; null where it is not read. */
  readonly oldestSeconds: number | null;
}

/** How much stands where. What is open is read from small partial indexes; what is settled, from a whole one. */
export class StandingQuery {
  constructor(
    private readonly db: Database,
    private readonly gate: Pick<AnswerGate, 'openBreakers'>,
    private readonly volumes: Pick<VolumeWatch, 'countAlarms'>,
  ) {}

  /** Mailboxes that give no automatic answer for now, and answers that wait for one of them. */
  async heldAnswers(): Promise<{ readonly breakers: number; readonly waiting: number }> {
    const [row] = await this.rows<'composing'>(sql`
      select ${correspondences.state} as state, count(*)::int as count, null as "oldestSeconds"
      from ${correspondences} where ${correspondences.state} = 'composing' and ${correspondences.heldSince} is not null
      group by 1`);
    return { breakers: (await this.gate.openBreakers()).length, waiting: row?.count ?? 0 };
  }

  /** Of the last day. */
  unusualVolumes(): Promise<ReadonlyMap<WatchedAct, number>> {
    return this.volumes.countAlarms();
  }

  async openCorrespondences(): Promise<Standing<CorrespondenceState>[]> {
    return this.rows(sql`
      select ${correspondences.state} as state, count(*)::int as count,
        extract(epoch from now() - min(${correspondences.receivedAt}))::float8 as "oldestSeconds"
      from ${correspondences} where ${isOneOf(correspondences.state, OPEN_STATES)} group by 1`);
  }

  async settledCorrespondences(): Promise<Standing<CorrespondenceState>[]> {
    return this.rows(sql`
      select ${correspondences.state} as state, count(*)::int as count, null as "oldestSeconds"
      from ${correspondences} where not ${isOneOf(correspondences.state, OPEN_STATES)} group by 1`);
  }

  /** Of what is still to be answered: `none` where no alarm was raised, `paused` where the clock stands still. */
  async deadlines(): Promise<Standing<'none' | 'nearing' | 'late' | 'paused'>[]> {
    return this.rows(sql`
      select case when ${deadlines.legalOn} is null then 'paused' else coalesce(${deadlines.alarm}, 'none') end as state,
        count(*)::int as count, null as "oldestSeconds"
      from ${deadlines} where ${deadlines.open} group by 1`);
  }

  async unsentReplies(): Promise<Standing<LedgerState>[]> {
    return this.rows(sql`
      select ${ledger.state} as state, count(*)::int as count,
        extract(epoch from now() - min(${ledger.reservedAt}))::float8 as "oldestSeconds"
      from ${ledger} where ${isOneOf(ledger.state, UNSENT_STATES)} group by 1`);
  }

  /** All rows of the ledger, by its narrowest index. */
  async replies(): Promise<number> {
    const [row] = await this.rows<string>(sql`
      select 'all' as state, count(*)::int as count, null as "oldestSeconds" from ${ledger}`);
    return row?.count ?? 0;
  }

  /** An entry is as old as the commit that wrote it, which its row's last change tells. */
  async outbox(): Promise<Standing<'waiting'>> {
    const [row] = await this.rows<'waiting'>(sql`
      select 'waiting' as state, count(*)::int as count, (
        select extract(epoch from now() - c.updated_at)::float8 from ${outbox} o
        join ${correspondences} c on c.id = o.correspondence_id order by o.id limit 1
      ) as "oldestSeconds" from ${outbox}`);
    return row ?? { state: 'waiting', count: 0, oldestSeconds: null };
  }

  private async rows<State>(query: ReturnType<typeof sql>): Promise<Standing<State>[]> {
    const { rows } = await this.db.execute(query);
    return rows as unknown as Standing<State>[];
  }
}
