import { type SQL, sql } from 'drizzle-orm';
import type { CorrespondenceState, IncomingChannel } from '../../domain/correspondence';
import { DESK_TASKS, type DeskTask } from '../../domain/desk/desk-task';
import type { Database } from '../database';
import { type Heap, type HeapFigures, heapFigures } from './basket-figures.query';

/** Which items lie in a basket. */
export type BasketContent =
  | { readonly kind: 'task'; readonly task: DeskTask | null }
  | { readonly kind: 'states'; readonly states: readonly CorrespondenceState[] }
  | { readonly kind: 'late' }
  /** For who asks: handed to them, or mentioned in a note of it. */
  | { readonly kind: 'mine' }
  /** Decided, and waiting for a colleague. */
  | { readonly kind: 'approval' };

export interface BasketFilter {
  readonly channel: IncomingChannel | null;
  /** Danger, legal clocks and vulnerable people alone. */
  readonly urgent: boolean;
  /** Id of the account that they are handed to; absent and null: of everybody. */
  readonly agent?: string | null;
}

export interface BasketFigures {
  /** No more than COUNTED of a task or state is counted. */
  readonly count: number;
  /** YYYY-MM-DD; null where the basket is empty. */
  readonly oldestOn: string | null;
}

/** The agents' baskets, by indexes that hold what is open alone: a million settled rows cost nothing. */
export class BasketQuery {
  constructor(private readonly db: Database) {}

  /** In the order given. @param by id of who asks */
  async figures(baskets: readonly BasketContent[], by: string): Promise<BasketFigures[]> {
    const [heaps, mine] = await Promise.all([heapFigures(this.db), this.mine(by)]);
    return baskets.map((basket) =>
      basket.kind === 'mine' ? mine : sumOf(heapsOf(basket).flatMap((heap) => heaps.get(heap) ?? [])),
    );
  }

  private async mine(by: string): Promise<BasketFigures> {
    const { rows } = await this.db.execute<{ count: number; oldest: string | null }>(
      sql`select count(*)::int as count, min(c.received_on)::text as oldest ${rowsOf({ kind: 'mine' }, by)}`,
    );
    return { count: rows[0]?.count ?? 0, oldestOn: rows[0]?.oldest ?? null };
  }

  /** The most urgent first, then the oldest. @param by id of who asks @param skip how many stand on the pages before */
  async list(
    basket: BasketContent,
    by: string,
    { channel, urgent, agent = null }: BasketFilter,
    [skip, most]: readonly [number, number],
  ): Promise<string[]> {
    const { rows } = await this.db.execute<{ id: string }>(sql`
      select c.id ${rowsOf(basket, by)}
        ${channel === null ? sql`` : sql`and c.channel = ${channel}`} ${urgent ? sql`and c.urgency > 0` : sql``}
        ${agent === null ? sql`` : sql`and c.id in (select g.id from desk_assignments g where g.account_id = ${agent}::uuid)`}
      order by c.urgency desc nulls last, c.sequence limit ${most} offset ${skip}`);
    return rows.map(({ id }) => id);
  }

  /** The first of a basket, other than this one, that is nobody else's, that nobody else has open and of which nothing is decided; null where it is done. */
  async next(basket: BasketContent, after: string, by: string, now: Date): Promise<string | null> {
    const { rows } = await this.db.execute<{ id: string }>(
      sql`select c.id ${rowsOf(basket, by)} and c.id <> ${after}::uuid
        and not exists (select 1 from desk_pending w where w.id = c.id)
        and not exists (select 1 from desk_assignments g join desk_accounts a on a.id = g.account_id
          where g.id = c.id and g.account_id <> ${by}::uuid and not a.disabled)
        and not exists (select 1 from desk_locks l where l.id = c.id and l.holder_id <> ${by}::uuid and l.until > ${now.toISOString()})
        order by c.urgency desc nulls last, c.sequence limit 1`,
    );
    return rows[0]?.id ?? null;
  }
}

/** What a basket is put together of. */
function heapsOf(basket: Exclude<BasketContent, { kind: 'mine' }>): readonly Heap[] {
  switch (basket.kind) {
    case 'task':
      return basket.task === null ? DESK_TASKS.map((task) => `task ${task}` as const) : [`task ${basket.task}`];
    case 'states':
      return basket.states.map((state) => `state ${state}` as const);
    default:
      return [basket.kind];
  }
}

function sumOf(heaps: readonly HeapFigures[]): BasketFigures {
  const oldest = heaps.reduce<HeapFigures | null>(
    (first, one) => (one.oldest !== null && (first?.oldest ?? Number.POSITIVE_INFINITY) > one.oldest ? one : first),
    null,
  );
  return { count: heaps.reduce((sum, { count }) => sum + count, 0), oldestOn: oldest?.oldestOn ?? null };
}

/** `from` and `where`; states stand in the text, as partial indexes need them. */
function rowsOf(basket: BasketContent, by: string): SQL {
  switch (basket.kind) {
    case 'task':
      return basket.task === null
        ? sql`from correspondences c where c.state = 'needs-agent'`
        : sql`from correspondences c where c.state = 'needs-agent' and c.task = ${sql.raw(`'${basket.task}'`)}`;
    case 'late':
      return sql`from deadlines d join correspondences c on c.id = d.correspondence_id
        where d.open and d.alarm = 'late' and c.erased_at is null`;
    case 'mine':
      return sql`from correspondences c where c.id in (
        select n.correspondence_id from note_mentions m join item_notes n on n.id = m.note_id
        where m.account_id = ${by}::uuid and m.read_at is null
        union select g.id from desk_assignments g join correspondences o on o.id = g.id
        where g.account_id = ${by}::uuid and o.state in ('needs-agent', 'failed'))`;
    case 'approval':
      return sql`from desk_pending p join correspondences c on c.id = p.id where p.due_at is null`;
    case 'states':
      return sql`from correspondences c where c.state in (${sql.raw(basket.states.map((one) => `'${one}'`).join(', '))})`;
  }
}
