import { inArray, sql } from 'drizzle-orm';
import type { Database } from './database';
import { outbox } from './tables';

export interface OutboxEntry {
  readonly correspondenceId: string;
  readonly job: string;
  readonly revision: number;
}

/** What is committed and still has to reach a queue. */
export class OutboxRepository {
  constructor(private readonly db: Database) {}

  /**
   * Hands the oldest entries to `enqueue` and removes them once it returned; when it throws they stay. Entries that another
   * process is handing over are skipped.
   * @returns how many were handed over
   */
  drain(most: number, enqueue: (entries: readonly OutboxEntry[]) => Promise<void>): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows = await tx.select().from(outbox).orderBy(outbox.id).limit(most).for('update', { skipLocked: true });
      if (rows.length === 0) return 0;
      await enqueue(rows);
      await tx.delete(outbox).where(
        inArray(
          outbox.id,
          rows.map(({ id }) => id),
        ),
      );
      return rows.length;
    });
  }

  async waiting(): Promise<number> {
    const [row] = await this.db.select({ count: sql<number>`count(*)::int` }).from(outbox);
    return row?.count ?? 0;
  }
}
