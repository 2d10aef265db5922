import { boolean, date, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

export const apiKeys = pgTable('api_keys', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  scope: text('scope').$type<'ingest' | 'operate'>().notNull(),
  hash: bytes('hash').notNull().unique(),
  /** How the key begins, by which people tell keys apart. Null in keys of before it. */
  prefix: text('prefix'),
  createdAt: instant('created_at').notNull(),
  /** Written once a day at most. */
  lastUsedOn: date('last_used_on'),
  revoked: boolean('revoked').notNull().default(false),
  revokedAt: instant('revoked_at'),
});
