import { type SQL, sql } from 'drizzle-orm';
import type { CorrespondenceState } from '../../domain/correspondence';
import { DESK_TASKS, type DeskTask } from '../../domain/desk/desk-task';
import type { Session } from '../database';
import { isOneOf } from '../tables/columns';
import { OPEN_STATES } from '../tables/correspondence.tables';

/** No further than this: a page costs the same however full a basket is. */
export const COUNTED = 5_000;

/** What baskets are put together of: each is counted once, whatever baskets it lies in. */
export type Heap = `task ${DeskTask}` | `state ${CorrespondenceState}` | 'late' | 'approval';

export interface HeapFigures {
  /** COUNTED + 1 where there are more. */
  readonly count: number;
  /** Number within all of the oldest; null where the heap is empty. */
  readonly oldest: number | null;
  /** YYYY-MM-DD */
  readonly oldestOn: string | null;
}

/** What needs an agent is counted by its task. */
const COUNTED_STATES = OPEN_STATES.filter((state) => state !== 'needs-agent');

type Row = { heap: Heap; count: number; sequence: string | null; oldest: string | null };

/**
 * All heaps in one query, each by an index that holds what is open alone and ends at COUNTED. The states stand in the text beside the
 * one that is asked for: an index of some states serves no query that could ask for others.
 */
export async function heapFigures(session: Pick<Session, 'execute'>): Promise<ReadonlyMap<Heap, HeapFigures>> {
  const open = isOneOf(sql`c.state`, OPEN_STATES);
  const late = sql`from deadlines d where d.open and d.alarm = 'late'`;
  const { rows } = await session.execute<Row>(sql`
    ${of(sql`'task ' || wanted.name`, DESK_TASKS, sql`from correspondences c where c.state = 'needs-agent' and c.task = wanted.name`)}
    union all
    ${of(sql`'state ' || wanted.name`, COUNTED_STATES, sql`from correspondences c where ${open} and c.state = wanted.name`)}
    union all
    select 'late', (select count(*)::int from (select 1 ${late} limit ${COUNTED + 1}) counted), c.sequence, c.received_on::text
    from (select 1) one left join lateral (select d.correspondence_id as id ${late} order by d.late_on, d.correspondence_id limit 1) first on true
    left join correspondences c on c.id = first.id
    union all
    select 'approval', count(*)::int, min(c.sequence), min(c.received_on)::text
    from desk_pending p join correspondences c on c.id = p.id where p.due_at is null`);
  return new Map(rows.map(({ heap, count, sequence, oldest }) => [heap, figuresOf(count, sequence, oldest)]));
}

const figuresOf = (count: number, sequence: string | null, oldestOn: string | null): HeapFigures => ({
  count,
  oldest: sequence === null ? null : Number(sequence),
  oldestOn,
});

/** A row for each name. @param rows what lies in the heap `wanted.name` */
function of(heap: SQL, names: readonly string[], rows: SQL): SQL {
  return sql`
    select ${heap} as heap, counted.count, first.sequence, first.received_on::text as oldest
    from unnest(${sql.raw(`array['${names.join("','")}']`)}) as wanted(name)
    cross join lateral (select count(*)::int as count from (select 1 ${rows} limit ${COUNTED + 1}) one) counted
    left join lateral (select c.sequence, c.received_on ${rows} order by c.sequence limit 1) first on true`;
}
