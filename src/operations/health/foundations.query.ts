import { desc, sql } from 'drizzle-orm';
import type { Database } from '../../persistence/database';
import { correspondences } from '../../persistence/tables/correspondence.tables';
import { directoryFiles } from '../../persistence/tables/directory.tables';

/** What a probe asks the database, each by an index. */
export class FoundationsQuery {
  constructor(private readonly db: Database) {}

  async answers(): Promise<void> {
    await this.db.execute(sql`select 1`);
  }

  async directoryIsEmpty(): Promise<boolean> {
    const rows = await this.db.select({ one: sql`1` }).from(directoryFiles).limit(1);
    return rows.length === 0;
  }

  async newestCorrespondence(): Promise<string | null> {
    const [row] = await this.db
      .select({ id: correspondences.id })
      .from(correspondences)
      .orderBy(desc(correspondences.sequence))
      .limit(1);
    return row?.id ?? null;
  }
}
