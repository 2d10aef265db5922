import { and, eq, gt, sql } from 'drizzle-orm';
import type { Clock } from '../../platform/clock';
import type { Database } from '../database';
import { deskLocks } from '../tables/desk.tables';

/** Who has an item open. */
export interface DeskLock {
  readonly holderId: string;
  readonly holderName: string;
  readonly until: Date;
}

type Holder = { readonly id: string; readonly name: string };

/** Long enough to read a long letter; who went for lunch keeps nobody from it. */
const LASTS_MS = 10 * 60_000;

/** One agent at a time has an item open: a courtesy, the revision is what keeps two from answering it. */
export class LockRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Takes it where nobody else holds it, or for as long again. @param over takes it from who holds it @returns whose it is now */
  async take(id: string, { id: holderId, name: holderName }: Holder, over = false): Promise<DeskLock> {
    const now = this.clock.now();
    const mine = { holderId, holderName, until: new Date(now.getTime() + LASTS_MS) };
    const free = sql`${deskLocks.holderId} = ${holderId} or ${deskLocks.until} < ${now.toISOString()}`;
    const [taken] = await this.db
      .insert(deskLocks)
      .values({ id, ...mine })
      .onConflictDoUpdate({ target: deskLocks.id, set: mine, setWhere: over ? sql`true` : free })
      .returning();
    // Between the two somebody may have let go of it: whoever asks next finds out.
    return taken ?? (await this.of(id)) ?? mine;
  }

  /** @returns null where nobody has it open */
  async of(id: string): Promise<DeskLock | null> {
    const [row] = await this.db
      .select()
      .from(deskLocks)
      .where(and(eq(deskLocks.id, id), gt(deskLocks.until, this.clock.now())));
    return row ?? null;
  }

  async release(id: string, holderId: string): Promise<void> {
    await this.db.delete(deskLocks).where(and(eq(deskLocks.id, id), eq(deskLocks.holderId, holderId)));
  }
}
