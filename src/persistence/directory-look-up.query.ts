import { type SQL, sql } from 'drizzle-orm';

/**
 * The files that hold one of these identifiers, each once: one query for all the candidates of an item.
 *
 * Both ways in are gathered before the files are read: «this number or one of those persons» in a single condition would make
 * PostgreSQL read the whole table. So would a plain join on tables that were just filled and of which it has no statistics
 * yet; `offset 0` keeps the look-up of each file a look-up, by its key.
 * @param nirHashes, numeroHashes LookupHash digests; either may be empty
 */
export function lookUpFiles(nirHashes: readonly Buffer[], numeroHashes: readonly Buffer[]): SQL {
  return sql`
    select file.numero_hash, file.sealed
    from (
      select numero_hash from directory_identifiers where nir_hash = any(${sql.param(nirHashes)}::bytea[])
      union
      select unnest(${sql.param(numeroHashes)}::bytea[])
    ) as asked
    cross join lateral (
      select numero_hash, sealed from directory_files where numero_hash = asked.numero_hash offset 0
    ) as file`;
}
