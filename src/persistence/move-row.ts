import type { CorrespondenceRecord } from './correspondence-record';
import type { Session } from './database';
import type { FollowedRow } from './deadlines/deadline-book';
import { ask, assignments, joined, raw, type Statement, statement } from './statement';
import { correspondences } from './tables/correspondence.tables';

/** A row as a stage or an agent found it: it is moved if it still stands there. */
export type RowAsFound = Pick<CorrespondenceRecord, 'id' | 'revision' | 'state'>;

/** Name of the row that was moved, in the parts of its statement. */
export const MOVED = 'moved';

/**
 * Moves a row and does what goes with it in one statement, and so in one round trip: all of it, or nothing where another was
 * faster.
 * @param parts what goes with it, by name: each writes from `MOVED` or from a part before it
 * @returns the row and what `told` asks of the parts; null where nothing was moved
 */
export async function moveRow<Told extends Record<string, unknown> = Record<never, never>>(
  session: Session,
  record: RowAsFound,
  values: Partial<typeof correspondences.$inferInsert>,
  parts: readonly (readonly [name: string, part: Statement])[],
  told: Statement = raw(''),
): Promise<(FollowedRow & Told) | null> {
  const { id, revision, state } = record;
  const others = parts.map(([name, part]) => statement`, ${raw(name)} as (${part})`);
  const rows = await ask<{ id: string }>(
    session,
    statement`with moved as (
      update correspondences set ${assignments(correspondences, values)}
      where id = ${id}::uuid and revision = ${revision}::int and state = ${state} and erased_at is null
      returning id, channel, source, received_on)${joined(others, '')}
    select id, channel, source, received_on as "receivedOn"${told} from moved`,
  );
  return (rows[0] as unknown as FollowedRow & Told) ?? null;
}
