import { lt, sql } from 'drizzle-orm';
import type { Database } from './database';
import { answerAttempts } from './tables/waiting.tables';

/** So many tries of one kind within a window of time. */
export interface AttemptLimit {
  /** LookupHash: neither a token nor an address stands in the table. */
  readonly scope: Buffer;
  readonly most: number;
  readonly windowMs: number;
}

/** Tries at the one-time page: counted in the database, so that all processes agree on them. */
export class AttemptRepository {
  constructor(private readonly db: Database) {}

  /**
   * Counts one try against each limit in turn, up to the first that leaves no room.
   * @returns 0 where all of them do, else milliseconds until that one begins anew
   */
  async count(limits: readonly AttemptLimit[], now: Date): Promise<number> {
    for (const { scope, most, windowMs } of limits) {
      const start = Math.floor(now.getTime() / windowMs) * windowMs;
      const [row] = await this.db
        .insert(answerAttempts)
        .values({ scope, windowStart: new Date(start), count: 1 })
        .onConflictDoUpdate({
          target: [answerAttempts.scope, answerAttempts.windowStart],
          set: { count: sql`${answerAttempts.count} + 1` },
        })
        .returning({ count: answerAttempts.count });
      if ((row?.count ?? 0) > most) return start + windowMs - now.getTime();
    }
    return 0;
  }

  /** @returns how many counters were done with */
  async forgetBefore(instant: Date): Promise<number> {
    const gone = await this.db.delete(answerAttempts).where(lt(answerAttempts.windowStart, instant));
    return gone.rowCount ?? 0;
  }
}
