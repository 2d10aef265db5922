import { type SQL, sql } from 'drizzle-orm';
import { DIGEST_BYTES, type IdentifierRow, type PreparedFile } from './directory-batch';

/*
 * Statements that write a batch. Bytes go packed, one value for a column, and are cut again in PostgreSQL: a single bytea
 * travels in binary, where an array of them is spelt out in hexadecimal, twice the size and much dearer at both ends.
 */

const pack = (pieces: readonly Buffer[]): SQL => sql`${Buffer.concat(pieces)}::bytea`;

/** The n-th digest (from 0) of a packed column. */
const digest = (packed: SQL, n: SQL): SQL =>
  sql`substring(${packed} from ${sql.raw(String(DIGEST_BYTES))} * ${n} + 1 for ${sql.raw(String(DIGEST_BYTES))})`;

const rowNumbers = (count: number): SQL => sql`generate_series(0, ${count - 1}::int) as n`;

/** Which of the batch stand in the table (`n`, from 0), and whether they are the `same` as there. */
export function compareWithStored(batch: readonly PreparedFile[]): SQL {
  const hashes = pack(batch.map(({ numeroHash }) => numeroHash));
  const fingerprints = pack(batch.map(({ fingerprint }) => fingerprint));
  return sql`
    select n, coalesce(stored.fingerprint = ${digest(fingerprints, sql`n`)}, false) as same
    from ${rowNumbers(batch.length)} join directory_files stored on stored.numero_hash = ${digest(hashes, sql`n`)}`;
}

/** Adds or replaces the files. @param sealed in the order of the batch */
export function upsertFiles(batch: readonly PreparedFile[], sealed: readonly Buffer[], now: Date): SQL {
  const starts: number[] = [];
  let start = 1;
  for (const { length } of sealed) {
    starts.push(start);
    start += length;
  }
  const sizes = sealed.map(({ length }) => length);
  return sql`
    insert into directory_files (numero_hash, sealed, fingerprint, updated_at)
    select ${digest(pack(batch.map(({ numeroHash }) => numeroHash)), sql`(n - 1)::int`)},
      substring(${pack(sealed)} from start for size),
      ${digest(pack(batch.map(({ fingerprint }) => fingerprint)), sql`(n - 1)::int`)},
      ${now.toISOString()}::timestamptz
    from unnest(${sql.param(starts)}::int[], ${sql.param(sizes)}::int[]) with ordinality as piece(start, size, n)
    on conflict (numero_hash) do update
      set sealed = excluded.sealed, fingerprint = excluded.fingerprint, updated_at = excluded.updated_at`;
}

/** Forgets what these files were found by. */
export function deleteIdentifiers(batch: readonly PreparedFile[]): SQL {
  const hashes = pack(batch.map(({ numeroHash }) => numeroHash));
  return sql`
    delete from directory_identifiers
    where numero_hash in (select ${digest(hashes, sql`n`)} from ${rowNumbers(batch.length)})`;
}

export function insertIdentifiers(rows: readonly IdentifierRow[]): SQL {
  const identifierHashes = pack(rows.map(({ identifierHash }) => identifierHash));
  const numeroHashes = pack(rows.map(({ numeroHash }) => numeroHash));
  return sql`
    insert into directory_identifiers (identifier_hash, numero_hash)
    select ${digest(identifierHashes, sql`n`)}, ${digest(numeroHashes, sql`n`)} from ${rowNumbers(rows.length)}`;
}
