import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Sealed columns hold a FieldEncryption value; hash columns a LookupHash digest. Nothing personal stands in clear. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
export const instant = (name: string) => timestamp(name, { withTimezone: true });
