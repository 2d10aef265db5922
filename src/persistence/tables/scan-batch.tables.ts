import { pgTable } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

/** Batches taken in: the same number again must be the same batch. */
export const scanBatches = pgTable('scan_batches', {
  /** LookupHash of the batch's number: operators put names and dates into them. */
  batchHash: bytes('batch_hash').primaryKey(),
  /** LookupHash of every item with its metadata and pages, in order. */
  contentHash: bytes('content_hash').notNull(),
  receivedAt: instant('received_at').notNull(),
});
