import { and, eq, gte, lte, sql } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar/calendar-days';
import { shareEvenly } from '../../domain/desk/share-evenly';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import type { Database, Session } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import { deskAbsenceItems, deskAbsences } from '../tables/team.tables';
import { lockAbsences, setAssignments } from './assignment.repository';
import { isAway, OPEN_IN_SQL, type TeamQuery } from './team.query';

export interface Absence {
  readonly accountId: string;
  readonly from: CalendarDay;
  /** The last day. */
  readonly to: CalendarDay;
}

interface Parts {
  readonly db: Database;
  readonly team: TeamQuery;
  readonly journal: JournalWriter;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Who is away, and what of theirs the others have meanwhile. One after the other: what each of them does hangs on who is there. */
export class AbsenceRepository {
  constructor(private readonly parts: Parts) {}

  /** @param by id of who says it @returns false where one of theirs lies within these days already */
  async mark({ accountId, from, to }: Absence, by: string): Promise<boolean> {
    const { db, clock, ids } = this.parts;
    const at = clock.now();
    return db.transaction(async (tx) => {
      await lockAbsences(tx);
      const overlaps = and(
        eq(deskAbsences.accountId, accountId),
        lte(deskAbsences.fromOn, to),
        gte(deskAbsences.toOn, from),
      );
      if ((await tx.$count(deskAbsences, overlaps)) > 0) return false;
      await tx.insert(deskAbsences).values({ id: ids.next(at), accountId, fromOn: from, toOn: to });
      await this.tell(tx, 'absence-marked', { by, account: accountId, from, to });
      return true;
    });
  }

  /** Somebody is back, or is not going. @param by id of who says it @returns false where there is no such absence */
  end(id: string, by: string): Promise<boolean> {
    return this.parts.db.transaction(async (tx) => {
      await lockAbsences(tx);
      return this.giveBack(tx, id, by);
    });
  }

  /** Begins those whose first day has come, and ends those that are over. @returns how many of each */
  async doDue(today: CalendarDay): Promise<{ readonly begun: number; readonly ended: number }> {
    return this.parts.db.transaction(async (tx) => {
      await lockAbsences(tx);
      const { rows: over } = await tx.execute<{ id: string }>(
        sql`select id from desk_absences where to_on < ${today}::date order by to_on, id`,
      );
      for (const { id } of over) await this.giveBack(tx, id, null);
      const { rows: due } = await tx.execute<{ id: string; account_id: string }>(
        sql`select id, account_id from desk_absences where begun_at is null and from_on <= ${today}::date order by from_on, id`,
      );
      for (const { id, account_id: account } of due) await this.begin(tx, id, account, today);
      return { begun: due.length, ended: over.length };
    });
  }

  private async begin(tx: Session, id: string, accountId: string, today: CalendarDay): Promise<void> {
    const { team, clock } = this.parts;
    const at = clock.now();
    const members = await team.members(today, tx);
    const own = members.find((one) => one.id === accountId)?.team ?? null;
    const there = own === null ? [] : members.filter((one) => one.team === own && !isAway(one, today));
    const { rows } = await tx.execute<{ id: string }>(sql`
      select c.id from desk_assignments g join correspondences c on c.id = g.id
      where g.account_id = ${accountId}::uuid and c.state in (${OPEN_IN_SQL})
      order by c.urgency desc, c.sequence for update of g`);
    const items = rows.map((row) => row.id);
    const given = shareEvenly(items, there);
    const to = new Map(items.map((item) => [item, given.get(item) ?? null]));
    await this.move(tx, to, { by: null, absence: id });
    // An earlier absence that gave it to who goes away now follows it.
    for (const [item, account] of to)
      await tx.execute(sql`
        update desk_absence_items set to_id = ${account}::uuid
        where correspondence_id = ${item}::uuid and to_id = ${accountId}::uuid`);
    if (items.length > 0)
      await tx
        .insert(deskAbsenceItems)
        .values(items.map((item) => ({ absenceId: id, correspondenceId: item, toId: to.get(item) ?? null })));
    await tx.update(deskAbsences).set({ begunAt: at }).where(eq(deskAbsences.id, id));
    const detail = { account: accountId, items: items.length, colleagues: there.length };
    await this.tell(tx, 'absence-begun', detail);
  }

  /** What was theirs, is open, and was handed on by nobody since, unless a colleague has it open just now. */
  private async giveBack(tx: Session, id: string, by: string | null): Promise<boolean> {
    const { rows: found } = await tx.execute<{ account_id: string }>(
      sql`select account_id from desk_absences where id = ${id}::uuid`,
    );
    const accountId = found[0]?.account_id;
    if (accountId === undefined) return false;
    const { rows } = await tx.execute<{ id: string; to_id: string | null; place: string }>(sql`
      select c.id, i.to_id, i.place from desk_absence_items i join correspondences c on c.id = i.correspondence_id
      where i.absence_id = ${id}::uuid and c.erased_at is null and c.state in (${OPEN_IN_SQL})
        and i.to_id is not distinct from (select g.account_id from desk_assignments g where g.id = c.id)
        and not exists (select 1 from desk_locks l where l.id = c.id and l.until > ${this.parts.clock.now().toISOString()}
          and l.holder_id <> ${accountId}::uuid)
      order by c.sequence`);
    await tx.delete(deskAbsenceItems).where(eq(deskAbsenceItems.absenceId, id));
    const back = new Map(rows.map((row) => [row.id, accountId]));
    await this.move(tx, back, { by, absence: id });
    for (const { id: item, to_id: had, place } of rows) {
      const same = sql`correspondence_id = ${item}::uuid and to_id is not distinct from ${had}::uuid`;
      // Who stood in for them later has no claim to it any more; whoever had it before them still has.
      await tx.execute(sql`delete from desk_absence_items where ${same} and place > ${place}`);
      await tx.execute(sql`update desk_absence_items set to_id = ${accountId}::uuid where ${same}`);
    }
    await tx.delete(deskAbsences).where(eq(deskAbsences.id, id));
    await this.tell(tx, 'absence-ended', { by, account: accountId, items: rows.length });
    return true;
  }

  private async move(
    tx: Session,
    to: ReadonlyMap<string, string | null>,
    detail: { readonly by: string | null; readonly absence: string },
  ): Promise<void> {
    const { journal, clock } = this.parts;
    const at = clock.now();
    await setAssignments(tx, to, at);
    await journal.write(
      tx,
      ...[...to].map(([correspondenceId, account]) => ({
        ...{ correspondenceId, at, event: 'handed-over', revision: null, detail: { ...detail, to: account } },
      })),
    );
  }

  private tell(tx: Session, event: string, detail: Record<string, string | number | null>): Promise<void> {
    return this.parts.journal.write(tx, {
      ...{ correspondenceId: null, at: this.parts.clock.now(), event, revision: null, detail },
    });
  }
}
