import { sql } from 'drizzle-orm';
import type { Database } from '../database';

/** A day of the board, by receipt. */
export interface BoardDay {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly received: number;
  /** Of those received on that day, how many are recognised, and never had an agent. */
  readonly recognised: number;
  /** Settled on that day, whenever they came. */
  readonly settled: number;
}

export interface BoardAge {
  /** From how many days on; the last has no end. */
  readonly from: number;
  readonly count: number;
}

export interface BoardFigures {
  /** The oldest first, days of nothing too. */
  readonly days: readonly BoardDay[];
  readonly stock: readonly BoardAge[];
}

const AGES = [0, 2, 5, 10, 20, 30] as const;

/** In, out and stock, by indexes of days and of what is open. The house’s own checks are nobody’s mail. */
export class BoardQuery {
  constructor(private readonly db: Database) {}

  /** @param since first day @param today last day, YYYY-MM-DD */
  async figures(since: string, today: string): Promise<BoardFigures> {
    const days = this.db.execute<{ day: string; received: number; recognised: number; settled: number }>(sql`
      with came as (
        select received_on as day, count(*)::int as received,
          (count(*) filter (where person_hash is not null and revision = 1))::int as recognised
        from correspondences
        where received_on between ${since}::date and ${today}::date and source not in ('self-check', 'split') group by 1
      ), gone as (
        select (updated_at at time zone 'Europe/Paris')::date as day, count(*)::int as settled
        from correspondences
        where state in ('answered', 'closed', 'set-aside', 'joined') and source <> 'self-check'
          and updated_at >= (${since}::date::timestamp at time zone 'Europe/Paris') group by 1
      )
      select d.day::date::text as day, coalesce(came.received, 0) as received, coalesce(came.recognised, 0) as recognised,
        coalesce(gone.settled, 0) as settled
      from generate_series(${since}::date, ${today}::date, interval '1 day') as d(day)
      left join came on came.day = d.day::date left join gone on gone.day = d.day::date order by 1`);
    const stock = this.db.execute<{ age: number; count: number }>(sql`
      select ${today}::date - received_on as age, count(*)::int as count from correspondences
      where state in ('needs-agent', 'waiting-sender', 'failed') and source <> 'self-check' group by 1`);
    const [came, ages] = await Promise.all([days, stock]);
    return { days: came.rows, stock: byAge(ages.rows) };
  }
}

function byAge(rows: readonly { readonly age: number; readonly count: number }[]): BoardAge[] {
  return AGES.map((from, place) => {
    const end = AGES[place + 1] ?? Number.POSITIVE_INFINITY;
    const within = rows.filter(({ age }) => (from === 0 ? age < end : age >= from && age < end));
    return { from, count: within.reduce((sum, { count }) => sum + count, 0) };
  });
}
