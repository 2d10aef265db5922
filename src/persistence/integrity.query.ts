import { sql } from 'drizzle-orm';
import type { Database } from './database';

export interface CheckedReceipt {
  readonly id: string;
  readonly contentHash: Buffer;
  readonly scan: Buffer | null;
  /** Of the raw message, or of the pages in order; empty where they were erased. */
  readonly storeKeys: readonly string[];
}

export interface CheckedDocument {
  readonly id: string;
  readonly correspondenceId: string;
  readonly storeKey: string;
}

/** Pages of what an integrity check compares. */
export class IntegrityQuery {
  constructor(private readonly db: Database) {}

  async receipts(after: string | null, most: number): Promise<CheckedReceipt[]> {
    const { rows } = await this.db.execute(sql`
      select c.id, c.content_hash as "contentHash", c.scan, array(
        select d.store_key from documents d
        where d.correspondence_id = c.id and d.role in ('raw', 'page') and d.store_key is not null order by d.position
      ) as "storeKeys"
      from correspondences c where c.content_hash is not null
        -- Of pages that an agent moved the hash of what came says nothing any more; each file is checked by itself.
        and not exists (select 1 from journal j where j.correspondence_id = c.id
          and j.event in ('split', 'merged', 'pages-joined', 'pages-left')) and (${after}::uuid is null or c.id > ${after}::uuid)
      order by c.id limit ${most}`);
    return rows as unknown as CheckedReceipt[];
  }

  async documents(after: string | null, most: number): Promise<CheckedDocument[]> {
    const { rows } = await this.db.execute(sql`
      select d.id, d.correspondence_id as "correspondenceId", d.store_key as "storeKey" from documents d
      where d.store_key is not null and (${after}::uuid is null or d.id > ${after}::uuid) order by d.id limit ${most}`);
    return rows as unknown as CheckedDocument[];
  }

  /** What leads to each of these files. @param files numéro hashes, hex @returns hashes by file, both in hex */
  async identifiersOf(files: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const { rows } = await this.db.execute<{ file: string; hashes: string[] }>(sql`
      select encode(i.numero_hash, 'hex') as file, array_agg(encode(i.identifier_hash, 'hex')) as hashes
      from directory_identifiers i join unnest(${sql.param(files)}::text[]) as asked(file) on i.numero_hash = decode(asked.file, 'hex')
      group by 1`);
    return new Map(rows.map(({ file, hashes }) => [file, new Set(hashes)]));
  }
}
