import { sql } from 'drizzle-orm';
import type { Database } from '../database';
import type { JournalDetail } from '../tables/journal.tables';
import { LISTED_BYTES, type SealContent } from './journal-seal';

/** The sequence gives no other numbers; one written by hand beyond them is told by the verification. */
export const HIGHEST_ID = Number.MAX_SAFE_INTEGER;

export interface StoredEntry {
  readonly id: number;
  readonly correspondenceId: string | null;
  readonly atMicroseconds: string;
  readonly event: string;
  readonly revision: number | null;
  readonly detail: JournalDetail | null;
  readonly salt: Buffer | null;
  readonly payloadHash: Buffer | null;
  readonly origin: Buffer | null;
}

export interface UnsealedEntry extends StoredEntry {
  /** Another entry of the same correspondence has the same proof: one of the two was copied by hand. */
  readonly copied: boolean;
}

/** An entry's columns as StoredEntry names them. A time is read to the microsecond, which a Date would round. */
export const ENTRY_COLUMNS = sql.raw(`
  j.id::float8 as id, j.correspondence_id as "correspondenceId", j.event, j.revision, j.detail, j.salt,
  (extract(epoch from j.at) * 1000000)::bigint::text as "atMicroseconds", j.payload_hash as "payloadHash", j.origin`);

export const SEAL_COLUMNS = sql.raw(`
  s.number, (extract(epoch from s.at) * 1000000)::bigint::text as "atMicroseconds", s.previous, sha256(s.entries) as root,
  s.unproven_up_to::float8 as "unprovenUpTo", s.public_key as "publicKey"`);

const sameProof = sql.raw('k.origin = j.origin and k.id <> j.id and (k.seal is not null or k.id < j.id)');

interface Unsealed {
  readonly last: (SealContent & { readonly signature: Buffer; readonly lastId: number }) | null;
  /** The highest id there is, where there is no seal yet; else 0. */
  readonly newestId: number;
  readonly entries: readonly UnsealedEntry[];
}

/**
 * The last seal and the oldest entries without one, of one moment. «order by seal, id» is the order of an index; by the id
 * alone PostgreSQL may walk through all sealed entries first.
 */
export async function readUnsealed(db: Database, most: number): Promise<Unsealed> {
  const { rows } = await db.execute<{
    last: (Record<string, unknown> & { number: number }) | null;
    [column: string]: unknown;
  }>(sql`
    with last as (
      select ${SEAL_COLUMNS}, s.signature, substring(s.entries from length(s.entries) - ${LISTED_BYTES - 1}::int for 8) as last_id
      from journal_seals s order by s.number desc limit 1
    ), entries as (
      select ${ENTRY_COLUMNS}, j.origin is not null and (
        exists (select from journal k where k.correspondence_id = j.correspondence_id and ${sameProof})
        or j.correspondence_id is null and exists (select from journal k where k.correspondence_id is null and ${sameProof})
      ) as copied
      from journal j where j.seal is null and j.id between 1 and ${HIGHEST_ID}::bigint order by j.seal, j.id limit ${most}
    )
    select last.number as "lastNumber", last."atMicroseconds" as "lastAt", last.previous, last.root, last."unprovenUpTo",
      last."publicKey", last.signature, last.last_id as "lastId",
      case when last.number is null then (select max(id) from journal)::float8 else 0 end as "newestId", entries.*
    from entries left join last on true
    order by entries.id`);
  const [first] = rows as unknown as (UnsealedEntry & LastColumns)[];
  if (first === undefined) return { last: null, newestId: 0, entries: [] };
  const last =
    first.lastNumber === null
      ? null
      : {
          number: first.lastNumber,
          atMicroseconds: first.lastAt,
          previous: first.previous,
          root: first.root,
          unprovenUpTo: first.unprovenUpTo,
          publicKey: first.publicKey,
          signature: first.signature,
          // A list cut by hand: nothing more passes for an entry of before the proofs.
          lastId: first.lastId.length === 8 ? Number(first.lastId.readBigUInt64BE()) : Number.MAX_SAFE_INTEGER,
        };
  return { last, newestId: first.newestId, entries: rows as unknown as UnsealedEntry[] };
}

interface LastColumns {
  readonly lastNumber: number | null;
  readonly lastAt: string;
  readonly previous: Buffer;
  readonly root: Buffer;
  readonly unprovenUpTo: number;
  readonly publicKey: Buffer;
  readonly signature: Buffer;
  readonly lastId: Buffer;
  readonly newestId: number;
}

export interface Mark {
  readonly id: number;
  readonly seal: number;
  /** Given to entries of before there were any; null for the others. */
  readonly salt: Buffer | null;
  readonly payloadHash: Buffer | null;
}

/**
 * Adds the seal and marks its entries, in one statement.
 * @returns false where another process took the number first: nothing was written
 */
export async function writeSeal(
  db: Database,
  seal: (SealContent & { readonly entries: Buffer; readonly signature: Buffer }) | null,
  marks: readonly Mark[],
): Promise<boolean> {
  const made =
    seal === null
      ? sql`select 0`
      : sql`
        insert into journal_seals (number, at, previous, entries, unproven_up_to, public_key, signature)
        values (${seal.number}, ${new Date(Number(seal.atMicroseconds) / 1_000).toISOString()}::timestamptz, ${seal.previous},
          ${seal.entries}, ${seal.unprovenUpTo}, ${seal.publicKey}, ${seal.signature})
        on conflict (number) do nothing returning number`;
  const { rowCount } = await db.execute(sql`
    with made as (${made})
    update journal j
    set seal = mark.seal, salt = coalesce(j.salt, mark.salt), payload_hash = coalesce(j.payload_hash, mark.payload_hash)
    from made, unnest(
      ${sql.param(marks.map(({ id }) => id))}::bigint[], ${sql.param(marks.map((mark) => mark.seal))}::int[],
      ${sql.param(marks.map(({ salt }) => salt))}::bytea[], ${sql.param(marks.map(({ payloadHash }) => payloadHash))}::bytea[]
    ) as mark(id, seal, salt, payload_hash)
    where j.id = mark.id and j.seal is null`);
  return (rowCount ?? 0) > 0;
}
