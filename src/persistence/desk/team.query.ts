import { sql } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar/calendar-days';
import type { Database, Session } from '../database';
import { OPEN_STATES } from '../tables/correspondence.tables';

/** Somebody who settles mail. */
export interface TeamMember {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  /** Null for no team. */
  readonly team: string | null;
  /** Items handed to them that are open. */
  readonly load: number;
  /** The one under way, or the next to come. */
  readonly absence: { readonly id: string; readonly from: CalendarDay; readonly to: CalendarDay } | null;
}

export const isAway = ({ absence }: TeamMember, today: CalendarDay): boolean =>
  absence !== null && absence.from <= today && today <= absence.to;

/** States in a list of SQL, in the text of the query. */
export const OPEN_IN_SQL = sql.raw(OPEN_STATES.map((one) => `'${one}'`).join(', '));

/** Colleagues as they can stand in for each other: closed accounts and auditors are none. */
export class TeamQuery {
  constructor(private readonly db: Database) {}

  /** By team and login. @param today in Paris */
  async members(today: CalendarDay, session: Pick<Session, 'execute'> = this.db): Promise<TeamMember[]> {
    const { rows } = await session.execute<Row>(sql`
      select a.id, a.login, a.name, a.team,
        (select count(*)::int from desk_assignments g join correspondences c on c.id = g.id
          where g.account_id = a.id and c.state in (${OPEN_IN_SQL})) as load,
        s.id as absence, s.from_on::text as from_on, s.to_on::text as to_on
      from desk_accounts a
      left join lateral (select * from desk_absences where account_id = a.id and to_on >= ${today}::date order by from_on limit 1) s on true
      where not a.disabled and a.role <> 'auditor' and (a.password_hash is not null or a.subject_hash is not null)
      order by a.team nulls last, a.login`);
    return rows.map(({ id, login, name, team, load, absence, from_on: from, to_on: to }) => ({
      ...{ id, login, name, team, load },
      absence: absence === null || from === null || to === null ? null : { id: absence, from, to },
    }));
  }
}

type Row = Omit<TeamMember, 'absence'> & {
  absence: string | null;
  from_on: string | null;
  to_on: string | null;
};
