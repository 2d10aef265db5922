import { and, eq } from 'drizzle-orm';
import { sheetsOf } from '../domain/print/weigh-letter';
import { type Clock, parisDate } from '../platform/clock';
import type { LedgerRecord } from './correspondence-record';
import type { Database } from './database';
import { ledger } from './tables/ledger.tables';
import { type PrintState, printLetters } from './tables/print.tables';

/** Letters on their way to the print centre, a row each beside the ledger's. */
export class PrintLetterRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes down that a letter has left: for the next batch, or as a file already left for the print centre.
   * @returns false where it is reserved no more: nothing was written
   */
  leave(
    { id, correspondenceId, content }: Pick<LedgerRecord, 'id' | 'correspondenceId' | 'content'>,
    state: Extract<PrintState, 'waiting' | 'handed'>,
  ): Promise<boolean> {
    const now = this.clock.now();
    const pages = content.files.map((file) => file.pages);
    return this.db.transaction(async (tx) => {
      const left = await tx
        .update(ledger)
        .set({ state: 'sent', settledAt: now })
        .where(and(eq(ledger.id, id), eq(ledger.state, 'reserved')))
        .returning({ id: ledger.id });
      if (left.length === 0) return false;
      await tx
        .insert(printLetters)
        .values({
          id,
          correspondenceId,
          state,
          leftOn: parisDate(now),
          pages: pages.reduce((sum, count) => sum + count, 0),
          sheets: pages.reduce((sum, count) => sum + sheetsOf(count), 0),
        })
        .onConflictDoNothing();
      return true;
    });
  }

  /** What became of the letters of a correspondence. */
  async of(correspondenceId: string): Promise<(typeof printLetters.$inferSelect)[]> {
    return this.db.select().from(printLetters).where(eq(printLetters.correspondenceId, correspondenceId));
  }
}
