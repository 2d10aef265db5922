import { eq } from 'drizzle-orm';
import type { Session } from './database';
import { scanBatches } from './tables/scan-batch.tables';

/** A batch by its number and by all that is in it, both as look-up hashes. */
export interface BatchIdentity {
  readonly batchHash: Buffer;
  readonly contentHash: Buffer;
}

/** Writes a batch down on its first coming. @returns null, or when another batch came in under the same number */
export async function earlierBatchOfThatNumber(
  session: Session,
  { batchHash, contentHash }: BatchIdentity,
  receivedAt: Date,
): Promise<Date | null> {
  const added = await session
    .insert(scanBatches)
    .values({ batchHash, contentHash, receivedAt })
    .onConflictDoNothing()
    .returning({ batchHash: scanBatches.batchHash });
  if (added.length > 0) return null;
  const [earlier] = await session.select().from(scanBatches).where(eq(scanBatches.batchHash, batchHash));
  return earlier === undefined || earlier.contentHash.equals(contentHash) ? null : earlier.receivedAt;
}
