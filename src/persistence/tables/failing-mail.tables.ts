import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';
import { correspondences } from './correspondence.tables';

/** E-mail addresses at which our letters do not arrive: their keyed hashes alone. */
export const failingAddresses = pgTable(
  'failing_addresses',
  {
    addressHash: bytes('address_hash').primaryKey(),
    since: instant('since').notNull(),
    /** The first case whose e-mail came back from there. */
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
  },
  (table) => [index('failing_addresses_correspondence').on(table.correspondenceId)],
);
