import { sql } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar/calendar-days';
import type { Database, Session } from '../database';
import { OPEN_STATES } from '../tables/correspondence.tables';

/** Somebody who settles mail. */
export interface Colleague {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  /** Null for no team. */
  readonly team: string | null;
  /** The one under way, or the next to come. */
  readonly absence: { readonly id: string; readonly from: CalendarDay; readonly to: CalendarDay } | null;
}

export interface TeamMember extends Colleague {
  /** Items handed to them that are open. */
  readonly load: number;
}

export const isAway = ({ absence }: Colleague, today: CalendarDay): boolean =>
  absence !== null && absence.from <= today && today <= absence.to;

/** States in a list of SQL, in the text of the query. */
export const OPEN_IN_SQL = sql.raw(OPEN_STATES.map((one) => `'${one}'`).join(', '));

/** Colleagues as they can stand in for each other: closed accounts and auditors are none. */
export class TeamQuery {
  constructor(private readonly db: Database) {}

  /** By team and login. @param today in Paris */
  async colleagues(today: CalendarDay, session: Pick<Session, 'execute'> = this.db): Promise<Colleague[]> {
    const { rows } = await session.execute<Row>(sql`
      select a.id, a.login, a.name, a.team, s.id as absence, s.from_on::text as from_on, s.to_on::text as to_on
      from desk_accounts a
      left join lateral (select * from desk_absences where account_id = a.id and to_on >= ${today}::date order by from_on limit 1) s on true
      where not a.disabled and a.role <> 'auditor' and (a.password_hash is not null or a.subject_hash is not null)
      order by a.team nulls last, a.login`);
    return rows.map(({ id, login, name, team, absence, from_on: from, to_on: to }) => ({
      ...{ id, login, name, team },
      absence: absence === null || from === null || to === null ? null : { id: absence, from, to },
    }));
  }

  /** The same, with what each of them has. */
  async members(today: CalendarDay, session: Pick<Session, 'execute'> = this.db): Promise<TeamMember[]> {
    const colleagues = await this.colleagues(today, session);
    const { rows } = await session.execute<{ id: string; load: number }>(sql`
      select g.account_id as id, count(*)::int as load from correspondences c join desk_assignments g on g.id = c.id
      where c.state in (${OPEN_IN_SQL}) group by 1`);
    const loads = new Map(rows.map(({ id, load }) => [id, load]));
    return colleagues.map((one) => ({ ...one, load: loads.get(one.id) ?? 0 }));
  }
}

type Row = Omit<Colleague, 'absence'> & {
  absence: string | null;
  from_on: string | null;
  to_on: string | null;
};
