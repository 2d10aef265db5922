import { getTableColumns, getTableName, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Session } from './database';

/**
 * SQL and its values. What is written for every message is put together here: drizzle takes half a millisecond for a statement
 * of forty values, a tenth of what the message costs in all.
 */
export class Statement {
  /** @param strings one more than values */
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  /** As drizzle asks for a query. */
  getSQL(): this {
    return this;
  }

  toQuery(): { readonly sql: string; readonly params: readonly unknown[] } {
    const sql = this.strings.reduce((text, piece, at) => `${text}$${at}${piece}`);
    return { sql, params: this.values };
  }
}

/** Statements within it become part of its text, everything else a parameter: `${id}::uuid`. */
export function statement(strings: TemplateStringsArray, ...given: readonly unknown[]): Statement {
  const pieces = given.flatMap((value, at) => [strings[at] ?? '', value]);
  return composed([
    ...pieces.map((piece, at) => (at % 2 === 0 ? raw(piece as string) : piece)),
    raw(strings.at(-1) ?? ''),
  ]);
}

/** Text of ours, never what somebody wrote. */
export const raw = (text: string): Statement => new Statement([text], []);

export const joined = (parts: readonly Statement[], between: string): Statement =>
  composed(parts.flatMap((part, at) => (at === 0 ? [part] : [raw(between), part])));

function composed(pieces: readonly unknown[]): Statement {
  const strings = [''];
  const values: unknown[] = [];
  const append = (text: string): void => {
    strings[strings.length - 1] += text;
  };
  for (const piece of pieces)
    if (piece instanceof Statement) {
      append(piece.strings[0] ?? '');
      for (let at = 0; at < piece.values.length; at++) {
        values.push(piece.values[at]);
        strings.push(piece.strings[at + 1] ?? '');
      }
    } else {
      values.push(piece);
      strings.push('');
    }
  return new Statement(strings, values);
}

/** @returns its rows as the server gives them: days and times as text, large numbers too */
export async function ask<Row extends Record<string, unknown>>(session: Session, asked: Statement): Promise<Row[]> {
  const { rows } = await session.execute(asked as unknown as SQL);
  return rows as Row[];
}

interface Column {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly toDriver: (value: unknown) => unknown;
}
const COLUMNS = new WeakMap<PgTable, readonly Column[]>();

/** A table's columns by their keys in drizzle's rows. */
function columnsOf(table: PgTable): readonly Column[] {
  const known = COLUMNS.get(table);
  if (known !== undefined) return known;
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: `"${column.name}"`,
    type: column.getSQLType(),
    toDriver: (value: unknown) => (value == null ? null : column.mapToDriverValue(value)),
  }));
  COLUMNS.set(table, columns);
  return columns;
}

/** `a = …, b = …` of what is given. */
export function assignments<T extends PgTable>(table: T, row: Partial<T['$inferInsert']>): Statement {
  const given: Readonly<Record<string, unknown>> = row;
  const set = columnsOf(table).filter(({ key }) => given[key] !== undefined);
  return joined(
    set.map(({ key, name, type, toDriver }) => statement`${raw(name)} = ${toDriver(given[key])}${raw(`::${type}`)}`),
    ', ',
  );
}

/**
 * `insert into table … select … from source`, a part of a larger statement: these rows where the source has its row, none where
 * it has none. Types stand beside the values, which PostgreSQL cannot tell by itself here.
 * @param rows with the same columns each; of the others each has its default @param source name of a part that gives a row or none
 */
export function insertFrom<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][], source: string): Statement {
  const given: readonly Readonly<Record<string, unknown>>[] = rows;
  const columns = columnsOf(table).filter(({ key }) => given.some((row) => row[key] !== undefined));
  const values = given.map((row) => {
    const typed = columns.map(({ key, type, toDriver }) => statement`${toDriver(row[key])}${raw(`::${type}`)}`);
    return statement`(${joined(typed, ', ')})`;
  });
  const names = columns.map(({ name }) => name).join(', ');
  return statement`insert into ${raw(`"${getTableName(table)}" (${names}) select added.* from ${source}`)}, (values ${joined(values, ', ')}) as added`;
}
