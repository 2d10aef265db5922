import { eq, inArray, sql } from 'drizzle-orm';
import { shareEvenly } from '../../domain/desk/share-evenly';
import { type Clock, parisDate } from '../../platform/clock';
import type { Database, Session } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import { deskAccounts } from '../tables/desk.tables';
import { deskAssignments } from '../tables/team.tables';
import { isAway, OPEN_IN_SQL, type TeamQuery } from './team.query';

interface Parts {
  readonly db: Database;
  readonly team: TeamQuery;
  readonly journal: JournalWriter;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;
/** A case that comes back within that time comes back to who had it. */
const KEPT_MS = 90 * DAY_MS;

/** Who may be handed something while absences are reckoned with: see AbsenceRepository, which takes the same lock alone. */
const LOCK = sql`hashtext('desk-absences')`;
export const lockAbsences = (session: Session) => session.execute(sql`select pg_advisory_xact_lock(${LOCK})`);

/** Which item is whose to settle. Others may settle it too: it says who is expected to. */
export class AssignmentRepository {
  constructor(private readonly parts: Parts) {}

  /** By item; those that are handed to nobody are left out. */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, { readonly id: string; readonly name: string }>> {
    if (ids.length === 0) return new Map();
    const rows = await this.parts.db
      .select({ item: deskAssignments.id, id: deskAccounts.id, name: deskAccounts.name })
      .from(deskAssignments)
      .innerJoin(deskAccounts, eq(deskAccounts.id, deskAssignments.accountId))
      .where(inArray(deskAssignments.id, [...ids]));
    return new Map(rows.map(({ item, ...account }) => [item, account]));
  }

  /**
   * Hands open items to those of these accounts that are there, evenly. @param to empty: to nobody
   * @returns how many were handed over; null where none of them is there
   */
  hand(items: readonly string[], to: readonly string[], by: string): Promise<number | null> {
    const { db, team, journal, clock } = this.parts;
    const at = clock.now();
    const today = parisDate(at);
    return db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock_shared(${LOCK})`);
      const there = (await team.members(today, tx)).filter((one) => to.includes(one.id) && !isAway(one, today));
      if (to.length > 0 && there.length === 0) return null;
      const { rows } = await tx.execute<{ id: string; before: string | null }>(sql`
        select c.id, (select g.account_id from desk_assignments g where g.id = c.id) as before
        from correspondences c where c.id = any(${sql.param([...items])}::uuid[]) and c.erased_at is null
          and c.state in (${OPEN_IN_SQL}) order by c.sequence for update of c`);
      const given = shareEvenly(
        rows.map(({ id }) => id),
        there,
      );
      const moved = rows.filter(({ id, before }) => before !== (given.get(id) ?? null));
      await setAssignments(tx, new Map(moved.map(({ id }) => [id, given.get(id) ?? null])), at);
      await journal.write(
        tx,
        ...moved.map(({ id }) => ({
          ...{ correspondenceId: id, at, event: 'handed-over', revision: null },
          detail: { by, to: given.get(id) ?? null },
        })),
      );
      return rows.length;
    });
  }

  /** Whose items were settled long ago. @returns how many */
  async forgetSettled(): Promise<number> {
    const before = new Date(this.parts.clock.now().getTime() - KEPT_MS).toISOString();
    const gone = await this.parts.db.execute(sql`
      delete from desk_assignments g using correspondences c
      where c.id = g.id and c.state not in (${OPEN_IN_SQL}) and c.updated_at < ${before}`);
    return gone.rowCount ?? 0;
  }
}

/** @param to by item; null for nobody */
export async function setAssignments(tx: Session, to: ReadonlyMap<string, string | null>, at: Date): Promise<void> {
  const given = [...to].flatMap(([id, accountId]) => (accountId === null ? [] : [{ id, accountId, at }]));
  const taken = [...to].flatMap(([id, accountId]) => (accountId === null ? [id] : []));
  if (given.length > 0)
    await tx
      .insert(deskAssignments)
      .values(given)
      .onConflictDoUpdate({
        target: deskAssignments.id,
        set: { accountId: sql`excluded.account_id`, at },
      });
  if (taken.length > 0) await tx.delete(deskAssignments).where(inArray(deskAssignments.id, taken));
}
