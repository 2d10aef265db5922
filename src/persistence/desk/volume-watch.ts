import { and, desc, eq, gt, isNotNull, lt, sql } from 'drizzle-orm';
import { USUAL_IN_AN_HOUR, type WatchedAct, watchedActOf } from '../../domain/desk/usual-volume';
import type { Clock } from '../../platform/clock';
import type { Database, Session } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import { apiKeys } from '../tables/access.tables';
import { deskAccounts, deskVolumes } from '../tables/desk.tables';

/** An hour in which somebody did far more of one thing than work explains. */
export interface VolumeAlarm {
  /** Of the account or key; null where it is gone. */
  readonly name: string | null;
  readonly act: WatchedAct;
  readonly hour: Date;
  /** So far. */
  readonly count: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Long enough to look into an alarm; the journal keeps what was done. */
const KEPT_MS = 31 * DAY_MS;
const MOST_SHOWN = 20;

/** Counts what people do, for all processes together, and tells once an hour and act where it is unusual. Nobody is stopped. */
export class VolumeWatch {
  constructor(
    private readonly db: Database,
    private readonly journal: JournalWriter,
    private readonly clock: Clock,
  ) {}

  /** In the transaction, or the connection, that tells the event to the journal. @param byId of the account or key */
  async note(session: Session, event: string, byId: string): Promise<void> {
    const act = watchedActOf(event);
    if (act === null) return;
    const at = this.clock.now();
    const hour = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
    const most = USUAL_IN_AN_HOUR[act];
    const { count, alarmedAt } = deskVolumes;
    const [row] = await session
      .insert(deskVolumes)
      .values({ byId, act, hour, count: 1 })
      .onConflictDoUpdate({
        target: [deskVolumes.byId, deskVolumes.act, deskVolumes.hour],
        set: {
          count: sql`${count} + 1`,
          alarmedAt: sql`case when ${count} = ${most} then ${at.toISOString()}::timestamptz else ${alarmedAt} end`,
        },
      })
      .returning({ count });
    if (row?.count !== most + 1) return;
    const detail = { by: byId, act, inAnHour: row.count };
    await this.journal.write(session, { correspondenceId: null, at, event: 'unusual-volume', revision: null, detail });
  }

  /** Of the last seven days, the newest first. */
  async alarms(): Promise<VolumeAlarm[]> {
    const { byId, act, hour, count, alarmedAt } = deskVolumes;
    const rows = await this.db
      .select({ account: deskAccounts.name, key: apiKeys.name, act, hour, count })
      .from(deskVolumes)
      .leftJoin(deskAccounts, eq(deskAccounts.id, byId))
      .leftJoin(apiKeys, eq(apiKeys.id, byId))
      .where(gt(alarmedAt, this.before(7 * DAY_MS)))
      .orderBy(desc(alarmedAt))
      .limit(MOST_SHOWN);
    return rows.map(({ account, key, ...row }) => ({ ...row, name: account ?? key }));
  }

  /** Alarms of the last day, by act. */
  async countAlarms(): Promise<ReadonlyMap<WatchedAct, number>> {
    const { act, alarmedAt } = deskVolumes;
    const rows = await this.db
      .select({ act, count: sql<number>`count(*)::int` })
      .from(deskVolumes)
      .where(and(isNotNull(alarmedAt), gt(alarmedAt, this.before(DAY_MS))))
      .groupBy(act);
    return new Map(rows.map((row) => [row.act, row.count]));
  }

  /** @returns how many counts were forgotten */
  async forgetOld(): Promise<number> {
    const gone = await this.db.delete(deskVolumes).where(lt(deskVolumes.hour, this.before(KEPT_MS)));
    return gone.rowCount ?? 0;
  }

  private before(ms: number): Date {
    return new Date(this.clock.now().getTime() - ms);
  }
}
