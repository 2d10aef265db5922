import { sql } from 'drizzle-orm';
import type { Database } from '../database';
import type { SealedRow } from './check-sealed-entries';
import type { SealContent } from './journal-seal';
import { ENTRY_COLUMNS, HIGHEST_ID, SEAL_COLUMNS } from './journal-seal.query';

export type StoredSeal = SealContent & { readonly entries: Buffer; readonly signature: Buffer };

/** An entry whose seal does not exist, or which was refused one. */
export interface StrayEntry {
  readonly id: number;
  readonly correspondenceId: string | null;
  readonly seal: number | null;
}

/** Pages of the journal for its verification: no query reads more than a page, whatever the journal's size. */
export class JournalAuditQuery {
  constructor(private readonly db: Database) {}

  async sealsAfter(number: number, most: number): Promise<StoredSeal[]> {
    const { rows } = await this.db.execute(sql`
      select ${SEAL_COLUMNS}, s.entries, s.signature from journal_seals s where s.number > ${number}
      order by s.number limit ${most}`);
    return rows as unknown as StoredSeal[];
  }

  /** What stands under these seals, and what their lists name wherever it stands now. */
  async entriesOf(seals: readonly number[], ids: readonly number[]): Promise<SealedRow[]> {
    const { rows } = await this.db.execute(sql`
      select ${ENTRY_COLUMNS}, j.seal from journal j where j.seal = any(${sql.param(seals)}::int[])
      union all
      select ${ENTRY_COLUMNS}, j.seal from journal j
      where j.id = any(${sql.param(ids)}::bigint[]) and not coalesce(j.seal = any(${sql.param(seals)}::int[]), false)`);
    return rows as unknown as SealedRow[];
  }

  /** Entries that point between two seals that follow one another (`to` null: after the last), a page at a time by id. */
  async strays(from: number, to: number | null, afterId: number, most: number): Promise<StrayEntry[]> {
    const { rows } = await this.db.execute(sql`
      select j.id::float8 as id, j.correspondence_id as "correspondenceId", j.seal from journal j
      where j.seal > ${from} and j.seal < ${to ?? 2_147_483_647} and j.id > ${afterId}
        and not exists (select from journal_seals s where s.number = j.seal)
      order by j.id limit ${most}`);
    return rows as unknown as StrayEntry[];
  }

  /** Entries with a seal below the first, refused ones among them, a page at a time by id. */
  async refused(afterId: number, most: number): Promise<StrayEntry[]> {
    const { rows } = await this.db.execute(sql`
      select j.id::float8 as id, j.correspondence_id as "correspondenceId", j.seal from journal j
      where j.seal < 1 and j.id > ${afterId} order by j.id limit ${most}`);
    return rows as unknown as StrayEntry[];
  }

  /** Entries under a number that the sequence never gave: no seal reaches them. */
  async beyondReach(most: number): Promise<StrayEntry[]> {
    const { rows } = await this.db.execute(sql`
      select j.id::float8 as id, j.correspondence_id as "correspondenceId", j.seal from journal j
      where j.id < 1 or j.id > ${HIGHEST_ID}::bigint order by j.id limit ${most}`);
    return rows as unknown as StrayEntry[];
  }

  async account(): Promise<{ readonly unsealed: number; readonly seals: number }> {
    const { rows } = await this.db.execute<{ unsealed: number; seals: number }>(sql`
      select (select count(*) from journal where seal is null)::float8 as unsealed,
        (select coalesce(max(number), 0) from journal_seals)::float8 as seals`);
    return rows[0] ?? { unsealed: 0, seals: 0 };
  }
}
