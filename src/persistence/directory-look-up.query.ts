import { type SQL, sql } from 'drizzle-orm';

/** An association's address, or a stopgap, may stand in thousands of files: a few tell that it is not one person's. */
const FILES_OF_AN_ADDRESS = 8;

export interface AskedHashes {
  readonly nirs: readonly Buffer[];
  readonly numeros: readonly Buffer[];
  readonly emails: readonly Buffer[];
}

/**
 * The files that hold one of these identifiers, each once: one query for all the candidates of an item.
 *
 * Both ways in are gathered before the files are read: «this number or one of those persons» in a single condition would make
 * PostgreSQL read the whole table. So would a plain join on tables that were just filled and of which it has no statistics
 * yet; `offset 0` keeps the look-up of each file a look-up, by its key.
 * @param hashes LookupHash digests of each kind; any of them may be empty
 */
export function lookUpFiles({ nirs, numeros, emails }: AskedHashes): SQL {
  return sql`
    select file.numero_hash, file.sealed
    from (
      select numero_hash from directory_identifiers where identifier_hash = any(${sql.param(nirs)}::bytea[])
      union
      (select numero_hash from directory_identifiers where identifier_hash = any(${sql.param(emails)}::bytea[])
        limit ${FILES_OF_AN_ADDRESS})
      union
      select unnest(${sql.param(numeros)}::bytea[])
    ) as asked
    cross join lateral (
      select numero_hash, sealed from directory_files where numero_hash = asked.numero_hash offset 0
    ) as file`;
}
