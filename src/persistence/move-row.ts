import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { CorrespondenceRecord } from './correspondence-record';
import type { Session } from './database';
import type { FollowedRow } from './deadlines/deadline-book';
import { correspondences } from './tables/correspondence.tables';

/** A row as a stage or an agent found it: it is moved if it still stands there. */
export type RowAsFound = Pick<CorrespondenceRecord, 'id' | 'revision' | 'state'>;

/** Name of the row that was moved, in the parts of its statement. */
export const MOVED = 'moved';

export const asFound = ({ id, revision, state }: RowAsFound) =>
  and(
    eq(correspondences.id, id),
    eq(correspondences.revision, revision),
    eq(correspondences.state, state),
    isNull(correspondences.erasedAt),
  );

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
  parts: readonly (readonly [name: string, part: SQL])[],
  told: SQL = sql``,
): Promise<(FollowedRow & Told) | null> {
  const { id, channel, source, receivedOn } = correspondences;
  const moving = session
    .update(correspondences)
    .set(values)
    .where(asFound(record))
    .returning({ id, channel, source, receivedOn });
  const others = parts.map(([name, part]) => sql`, ${sql.identifier(name)} as (${part})`);
  const { rows } = await session.execute<{ id: string }>(sql`
    with moved as ${moving}${sql.join(others)}
    select id, channel, source, received_on as "receivedOn"${told} from moved`);
  return (rows[0] as unknown as FollowedRow & Told) ?? null;
}
