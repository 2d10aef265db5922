import { type SQLWrapper, sql } from 'drizzle-orm';
import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Sealed columns hold a FieldEncryption value; hash columns a LookupHash digest. Nothing personal stands in clear. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
export const instant = (name: string) => timestamp(name, { withTimezone: true });

/** `column in ('a', 'b')` with the values in the text, as a partial index needs them: a parameter would not match it. */
export const isOneOf = (column: SQLWrapper, values: readonly string[]) =>
  sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;
