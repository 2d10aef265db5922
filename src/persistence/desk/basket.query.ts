import { type SQL, sql } from 'drizzle-orm';
import type { CorrespondenceState, IncomingChannel } from '../../domain/correspondence';
import type { DeskTask } from '../../domain/desk/desk-task';
import type { Database } from '../database';

/** Which items lie in a basket. */
export type BasketContent =
  | { readonly kind: 'task'; readonly task: DeskTask | null }
  | { readonly kind: 'states'; readonly states: readonly CorrespondenceState[] }
  | { readonly kind: 'late' }
  /** Decided, and waiting for a colleague. */
  | { readonly kind: 'approval' };

export interface BasketFilter {
  readonly channel: IncomingChannel | null;
  /** Danger, legal clocks and vulnerable people alone. */
  readonly urgent: boolean;
}

export interface BasketFigures {
  /** No further than COUNTED: a page costs the same however full a basket is. */
  readonly count: number;
  /** YYYY-MM-DD; null where the basket is empty. */
  readonly oldestOn: string | null;
}

export const COUNTED = 5_000;

/** The agents' baskets, by indexes that hold what is open alone: a million settled rows cost nothing. */
export class BasketQuery {
  constructor(private readonly db: Database) {}

  /** In the order given, in one query. */
  async figures(baskets: readonly BasketContent[]): Promise<BasketFigures[]> {
    const each = baskets.map((basket, place) => {
      const rows = rowsOf(basket);
      return sql`select ${place}::int as place,
        (select count(*)::int from (select 1 ${rows} limit ${COUNTED + 1}) counted) as count,
        ${oldestOf(basket)} as oldest`;
    });
    const { rows } = await this.db.execute<{ place: number; count: number; oldest: string | null }>(
      sql.join(each, sql` union all `),
    );
    return [...rows].sort((a, b) => a.place - b.place).map(({ count, oldest }) => ({ count, oldestOn: oldest }));
  }

  /** The most urgent first, then the oldest. @param skip how many stand on the pages before */
  async list(basket: BasketContent, { channel, urgent }: BasketFilter, skip: number, most: number): Promise<string[]> {
    const { rows } = await this.db.execute<{ id: string }>(sql`
      select c.id ${rowsOf(basket)}
        ${channel === null ? sql`` : sql`and c.channel = ${channel}`} ${urgent ? sql`and c.urgency > 0` : sql``}
      order by c.urgency desc nulls last, c.sequence limit ${most} offset ${skip}`);
    return rows.map(({ id }) => id);
  }

  /** The first of a basket, other than this one, that nobody else has open and of which nothing is decided; null where it is done. */
  async next(basket: BasketContent, after: string, by: string, now: Date): Promise<string | null> {
    const { rows } = await this.db.execute<{ id: string }>(
      sql`select c.id ${rowsOf(basket)} and c.id <> ${after}::uuid
        and not exists (select 1 from desk_pending w where w.id = c.id)
        and not exists (select 1 from desk_locks l where l.id = c.id and l.holder_id <> ${by}::uuid and l.until > ${now.toISOString()})
        order by c.urgency desc nulls last, c.sequence limit 1`,
    );
    return rows[0]?.id ?? null;
  }
}

/**
 * Day of the oldest. By the smallest number of what is open, never in the order of all numbers: planners take the open ones to be
 * spread evenly, and would walk through a million settled rows to the first of them.
 */
function oldestOf(basket: BasketContent): SQL {
  if (basket.kind === 'late') return sql`(select c.received_on::text ${rowsOf(basket)} order by d.late_on limit 1)`;
  return sql`(select o.received_on::text from correspondences o where o.sequence = (select min(c.sequence + 0) ${rowsOf(basket)}))`;
}

/** `from` and `where`; states stand in the text, as partial indexes need them. */
function rowsOf(basket: BasketContent): SQL {
  switch (basket.kind) {
    case 'task':
      return basket.task === null
        ? sql`from correspondences c where c.state = 'needs-agent'`
        : sql`from correspondences c where c.state = 'needs-agent' and c.task = ${sql.raw(`'${basket.task}'`)}`;
    case 'late':
      return sql`from deadlines d join correspondences c on c.id = d.correspondence_id
        where d.open and d.alarm = 'late' and c.erased_at is null`;
    case 'approval':
      return sql`from desk_pending p join correspondences c on c.id = p.id where p.due_at is null`;
    case 'states':
      return sql`from correspondences c where c.state in (${sql.raw(basket.states.map((one) => `'${one}'`).join(', '))})`;
  }
}
