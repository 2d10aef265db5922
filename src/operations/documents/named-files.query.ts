import type { Pool, PoolClient } from 'pg';
import type { DispatchContent } from '../../persistence/correspondence-record';
import { sealContext } from '../../persistence/seal';
import { rowsOf } from '../../persistence/transaction-cursor';
import type { FieldEncryption } from '../../platform/keys/field-encryption';

export interface NamedFile {
  readonly storeKey: string;
  /** One of the correspondences that name it; null for one that is only still to be taken away. */
  readonly correspondenceId: string | null;
  /** False where only a reply's sealed content names it, and no row of `documents`. */
  readonly listed: boolean;
}

export interface NamedFiles {
  /** In the order of the store keys, each once. */
  readonly files: AsyncIterable<NamedFile>;
  /** Replies whose row does not open (a lost key): what they name is not known. */
  readonly unreadableReplies: number;
}

interface NamedRow {
  readonly store_key: string;
  readonly correspondence_id: string | null;
  readonly listed: boolean;
}

const PIECE = 500;

/** Which files the rows name: documents, and replies whose files stand within their sealed content. */
export class NamedFilesQuery {
  constructor(
    private readonly pool: Pool,
    private readonly encryption: FieldEncryption,
  ) {}

  /** Shows them all as of one moment. Sorting is the database's, so that a million take no memory here. */
  async within<T>(use: (named: NamedFiles) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin isolation level repeatable read');
      const unreadableReplies = await this.collectReplies(client);
      const rows = rowsOf<NamedRow>(
        client,
        `select store_key collate "C" as store_key, min(correspondence_id::text) as correspondence_id, bool_or(listed) as listed
         from (select store_key, correspondence_id, true as listed from documents where store_key is not null union all
               select store_key, correspondence_id, false from files_of_replies union all
               select store_key, null, false from erased_files where outcome is null) named
         group by store_key collate "C" order by 1`,
      );
      return await use({ files: namedFiles(rows), unreadableReplies });
    } finally {
      await client.query('rollback').catch(() => undefined);
      client.release();
    }
  }

  /** Asked of the present, not of the moment that `within` shows. */
  async isNamed(storeKey: string): Promise<boolean> {
    const { rowCount } = await this.pool.query('select 1 from documents where store_key = $1 limit 1', [storeKey]);
    return rowCount === 1;
  }

  /** @returns how many replies did not open */
  private async collectReplies(client: PoolClient): Promise<number> {
    await client.query('create temp table files_of_replies (store_key text, correspondence_id uuid) on commit drop');
    let unreadable = 0;
    let piece: [storeKey: string, correspondenceId: string][] = [];
    const flush = async (): Promise<void> => {
      await client.query('insert into files_of_replies select * from unnest($1::text[], $2::uuid[])', [
        piece.map(([storeKey]) => storeKey),
        piece.map(([, correspondenceId]) => correspondenceId),
      ]);
      piece = [];
    };
    const replies = rowsOf<{ id: string; correspondence_id: string; content: Buffer }>(
      client,
      // A reply whose documents were erased still names them.
      `select l.id, l.correspondence_id, l.content from ledger l where not exists (select 1 from documents d
         where d.correspondence_id = l.correspondence_id and d.role = 'reply' and d.store_key is null)`,
      PIECE,
    );
    for await (const { id, correspondence_id: correspondenceId, content } of replies) {
      try {
        const { files } = this.encryption.unseal<DispatchContent>(content, sealContext.ledger(id));
        for (const { storeKey } of files) piece.push([storeKey, correspondenceId]);
      } catch {
        unreadable++;
      }
      if (piece.length >= PIECE) await flush();
    }
    await flush();
    return unreadable;
  }
}

async function* namedFiles(rows: AsyncIterable<NamedRow>): AsyncGenerator<NamedFile> {
  for await (const { store_key: storeKey, correspondence_id: correspondenceId, listed } of rows)
    yield { storeKey, correspondenceId, listed };
}
