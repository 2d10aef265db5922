import { type SQL, sql } from 'drizzle-orm';

/**
 * The files that hold one of these identifiers, each once: one query for all the candidates of an item.
 *
 * Both ways in are gathered before the files are read. «This number or one of those persons» in a single condition would
 * make PostgreSQL read the whole table.
 * @param nirHashes, numeroHashes LookupHash digests; either may be empty
 */
export function lookUpFiles(nirHashes: readonly Buffer[], numeroHashes: readonly Buffer[]): SQL {
  return sql`
    select numero_hash, sealed from directory_files where numero_hash in (
      select numero_hash from directory_identifiers where nir_hash = any(${sql.param(nirHashes)}::bytea[])
      union
      select unnest(${sql.param(numeroHashes)}::bytea[]))`;
}
