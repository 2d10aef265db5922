import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

export const apiKeys = pgTable('api_keys', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  scope: text('scope').$type<'ingest' | 'operate'>().notNull(),
  hash: bytes('hash').notNull().unique(),
  createdAt: instant('created_at').notNull(),
  revoked: boolean('revoked').notNull().default(false),
});
