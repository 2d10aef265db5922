import type { Readable, Writable } from 'node:stream';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { ClientBase, PoolClient } from 'pg';
import { from, to } from 'pg-copy-streams';
import { SEALED_PLACES, SealedPlacesQuery } from '../sealed-places.query';

/** A table as COPY writes and reads it: its columns are named, so that their order is nobody's concern. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const shapeInSql = ({ name, columns }: TableShape): string =>
  `public.${quoted(name)} (${columns.map(quoted).join(', ')})`;

/** Every table of the house, each after those that it refers to, so that they load in this order. */
export async function tablesToLoad(client: ClientBase): Promise<TableShape[]> {
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    group by c.relname order by c.relname`);
  const { rows: references } = await client.query<{ name: string; referred: string }>(`
    select distinct r.relname as name, p.relname as referred
    from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_class p on p.oid = c.confrelid
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conrelid <> c.confrelid`);
  const ordered: TableShape[] = [];
  const place = (table: TableShape): void => {
    if (ordered.includes(table)) return;
    for (const { referred } of references.filter(({ name }) => name === table.name)) {
      const other = tables.find(({ name }) => name === referred);
      if (other !== undefined) place(other);
    }
    ordered.push(table);
  };
  for (const table of tables) place(table);
  return ordered;
}

/** In PostgreSQL's binary form: what is sealed takes half the place of its text. */
export function copyOut(client: ClientBase, table: TableShape): Readable & { readonly rowCount: number } {
  return client.query(to(`copy ${shapeInSql(table)} to stdout (format binary)`));
}

export function copyIn(client: ClientBase, table: TableShape): Writable {
  return client.query(from(`copy ${shapeInSql(table)} from stdin (format binary)`));
}

/** Sequences go on after the highest number that was loaded. */
export async function setSequences(client: ClientBase, tables: readonly TableShape[]): Promise<void> {
  for (const table of tables)
    for (const column of table.columns) {
      const { rows } = await client.query<{ sequence: string | null }>(
        'select pg_get_serial_sequence($1, $2) as sequence',
        [`public.${quoted(table.name)}`, column],
      );
      const sequence = rows[0]?.sequence;
      if (sequence)
        await client.query(
          `select setval($1, (select coalesce(max(${quoted(column)}), 0) + 1 from public.${quoted(table.name)}), false)`,
          [sequence],
        );
    }
}

/** Names of the keys without which some row does not open. */
export async function keyIdsOfRows(client: PoolClient): Promise<Set<string>> {
  const places = new SealedPlacesQuery(drizzle(client));
  const ids = new Set<string>();
  for (const place of SEALED_PLACES) for (const id of (await places.countByKey(place)).keys()) ids.add(id);
  return ids;
}
