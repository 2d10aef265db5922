import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/**
 * `insert into table … select … from source`, a part of a larger statement: these rows where the source has its row, none where
 * it has none. Types stand beside the values, which PostgreSQL cannot tell by itself here.
 * @param rows with the same columns each; of the others each has its default @param source name of a part that gives a row or none
 */
export function insertFrom<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][], source: string): SQL {
  const given: readonly Readonly<Record<string, unknown>>[] = rows;
  const columns = Object.entries(getTableColumns(table)).filter(([name]) =>
    given.some((row) => row[name] !== undefined),
  );
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const values = given.map(
    (row) =>
      sql`(${sql.join(
        columns.map(([name, column]) => typed(row[name], column)),
        sql`, `,
      )})`,
  );
  return sql`insert into ${table} (${names}) select added.* from ${sql.identifier(source)}, (values ${sql.join(values, sql`, `)}) as added`;
}

const typed = (value: unknown, column: PgColumn): SQL =>
  sql`${sql.param(value ?? null, column)}::${sql.raw(column.getSQLType())}`;
