import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { CorrespondenceState } from '../domain/correspondence';
import type { Session } from './database';
import { correspondences } from './tables/correspondence.tables';

/** Nothing is under way in them: what became of their reply can be put before an agent at once. */
const AT_REST = [
  'answered',
  'closed',
  'waiting-sender',
  'set-aside',
  'joined',
  'needs-agent',
] as const satisfies readonly CorrespondenceState[];

/**
 * Puts an item before an agent again, whatever came to pass after its reply had left; what it waited for before is said after it.
 * @param reason plain French, nothing personal
 * @returns its new revision; `erased` where nothing of it is left, `busy` where it is under way or failed
 */
export async function bringBackToAgent(
  session: Session,
  id: string,
  reason: string,
  now: Date,
): Promise<number | 'erased' | 'busy'> {
  const [moved] = await session
    .update(correspondences)
    .set({
      state: 'needs-agent',
      reason: sql`case when ${correspondences.state} = 'needs-agent'
        then concat_ws(' ', ${reason}::text, ${correspondences.reason}) else ${reason}::text end`,
      // What is left to do is to write: what it was decided to be was answered.
      task: sql`case when ${correspondences.state} = 'needs-agent' then ${correspondences.task} else 'write' end`,
      revision: sql`${correspondences.revision} + 1`,
      updatedAt: now,
      starts: 0,
      heldSince: null,
    })
    .where(
      and(eq(correspondences.id, id), inArray(correspondences.state, [...AT_REST]), isNull(correspondences.erasedAt)),
    )
    .returning({ revision: correspondences.revision });
  if (moved !== undefined) return moved.revision;
  const [row] = await session
    .select({ erasedAt: correspondences.erasedAt })
    .from(correspondences)
    .where(eq(correspondences.id, id));
  return row === undefined || row.erasedAt !== null ? 'erased' : 'busy';
}
