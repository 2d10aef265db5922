import { and, inArray, notInArray, sql } from 'drizzle-orm';
import type { Database } from './database';
import { outbox } from './tables/correspondence.tables';
import { WRITTEN_LATER } from './written-later';

export interface OutboxEntry<Job extends string = string> {
  readonly correspondenceId: string;
  readonly job: Job;
  readonly revision: number;
}

/** What is committed and still has to reach a queue. */
export class OutboxRepository {
  constructor(private readonly db: Database) {}

  /**
   * Hands the oldest entries of these jobs to `enqueue` and removes them once it returned; when it throws they stay. Entries
   * that another process is handing over are skipped.
   * @returns how many were handed over
   */
  drain<Job extends string>(
    jobs: readonly Job[],
    most: number,
    enqueue: (entries: readonly OutboxEntry<Job>[]) => Promise<void>,
  ): Promise<number> {
    return this.db.transaction(async (tx) => {
      const oldest = tx
        .$with('oldest')
        .as(
          tx
            .select({ id: outbox.id })
            .from(outbox)
            .where(inArray(outbox.job, jobs))
            .orderBy(outbox.id)
            .limit(most)
            .for('update', { skipLocked: true }),
        );
      const rows = await tx
        .with(oldest)
        .delete(outbox)
        // An entry that a fallen server brings back makes a job that comes too late, and is dropped.
        .where(and(inArray(outbox.id, tx.select({ id: oldest.id }).from(oldest)), WRITTEN_LATER))
        .returning();
      if (rows.length > 0) await enqueue(rows.sort((a, b) => a.id - b.id) as ((typeof rows)[number] & { job: Job })[]);
      return rows.length;
    });
  }

  /** Jobs that wait and are none of these: a newer version's, or an older one's. */
  async otherJobs(jobs: readonly string[]): Promise<readonly string[]> {
    const rows = await this.db
      .selectDistinct({ job: outbox.job })
      .from(outbox)
      .where(notInArray(outbox.job, [...jobs]));
    return rows.map(({ job }) => job);
  }

  async waiting(): Promise<number> {
    const [row] = await this.db.select({ count: sql<number>`count(*)::int` }).from(outbox);
    return row?.count ?? 0;
  }
}
