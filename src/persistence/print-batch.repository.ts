import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import { CannotUnseal, type FieldEncryption } from '../platform/keys/field-encryption';
import { bringBackToAgent } from './back-to-agent';
import { type DispatchContent, referenceOf } from './correspondence-record';
import type { Database, Session } from './database';
import type { JournalWriter } from './journal/journal-writer';
import { sealContext } from './seal';
import { correspondences } from './tables/correspondence.tables';
import { ledger } from './tables/ledger.tables';
import { type PrintMode, printBatches, printLetters } from './tables/print.tables';

export interface OpenBatch {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly mode: PrintMode;
}

/** A letter of an open batch; without content where that does not open any more. */
export interface BatchedLetter {
  readonly id: string;
  readonly correspondenceId: string;
  readonly reference: string;
  readonly content: DispatchContent | null;
}

export interface ClosedBatch {
  /** Ids in postal order. */
  readonly letters: readonly string[];
  readonly leftOut: readonly string[];
  readonly pages: number;
  readonly sheets: number;
}

const PAGE = 200;
const STATEMENT = 500;
const LEFT_OUT =
  'La lettre ne s’ouvre pas\u00a0: elle n’est pas partie à l’impression. Dites ce qui doit partir à sa place.';

/** Batches for the print centre. A letter is given to one batch, once, before a file of it is written. */
export class PrintBatchRepository {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly journal: JournalWriter,
  ) {}

  /** The batch that a process left open when it died; null where none is. */
  async findOpen(): Promise<OpenBatch | null> {
    const [row] = await this.db
      .select()
      .from(printBatches)
      .where(isNull(printBatches.closedAt))
      .orderBy(asc(printBatches.id));
    return row ?? null;
  }

  /** Gives every letter that waits to a new batch. @returns null where none waits */
  open(day: string, mode: PrintMode): Promise<OpenBatch | null> {
    const now = this.clock.now();
    const batch = { id: this.ids.next(now), day, mode };
    return this.db
      .transaction(async (tx) => {
        await tx.insert(printBatches).values({ ...batch, openedAt: now });
        const claimed = await tx
          .update(printLetters)
          .set({ batchId: batch.id })
          .where(and(eq(printLetters.state, 'waiting'), isNull(printLetters.batchId)));
        if (claimed.rowCount === 0) throw new NothingWaits();
        return batch;
      })
      .catch((error: unknown) => {
        if (error instanceof NothingWaits) return null;
        throw error;
      });
  }

  /** Its letters, a page in memory at a time. */
  async *lettersOf({ id }: OpenBatch): AsyncGenerator<BatchedLetter> {
    for (let after = ''; ; ) {
      const rows = await this.db
        .select({
          id: printLetters.id,
          correspondenceId: printLetters.correspondenceId,
          receivedOn: correspondences.receivedOn,
          sequence: correspondences.sequence,
          content: ledger.content,
        })
        .from(printLetters)
        .innerJoin(correspondences, eq(correspondences.id, printLetters.correspondenceId))
        .leftJoin(ledger, eq(ledger.id, printLetters.id))
        .where(and(eq(printLetters.batchId, id), after === '' ? undefined : gt(printLetters.id, after)))
        .orderBy(asc(printLetters.id))
        .limit(PAGE);
      for (const { receivedOn, sequence, content, ...row } of rows)
        yield { ...row, reference: referenceOf(receivedOn, sequence), content: this.opened(row.id, content) };
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.id ?? '';
    }
  }

  /** Writes down that its folder stands in its place, letter by letter, in one transaction. */
  close({ id }: OpenBatch, { letters, leftOut, pages, sheets }: ClosedBatch): Promise<void> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const closed = await tx
        .update(printBatches)
        .set({ closedAt: now, letters: letters.length, pages, sheets })
        .where(and(eq(printBatches.id, id), isNull(printBatches.closedAt)))
        .returning({ day: printBatches.day });
      if (closed.length === 0) return;
      for (let from = 0; from < letters.length; from += STATEMENT)
        await this.hand(tx, id, letters.slice(from, from + STATEMENT), from, now);
      for (const letter of leftOut) await this.leaveOut(tx, letter, now);
      await this.journal.write(tx, {
        correspondenceId: null,
        at: now,
        event: 'print-batch-closed',
        revision: null,
        detail: { batch: id, letters: letters.length, pages, sheets, leftOut: leftOut.length },
      });
    });
  }

  private async hand(tx: Session, batch: string, letters: readonly string[], from: number, now: Date): Promise<void> {
    const { rows } = await tx.execute<{ correspondenceId: string; revision: number; position: number }>(sql`
      update ${printLetters} l set state = 'handed', position = new.position + ${from}
      from unnest(${sql.param([...letters])}::uuid[]) with ordinality as new(id, position), ${correspondences} c
      where l.id = new.id and l.batch_id = ${batch} and c.id = l.correspondence_id
      returning l.correspondence_id as "correspondenceId", c.revision, l.position`);
    await this.journal.write(
      tx,
      ...rows.map(({ correspondenceId, revision, position }) => ({
        correspondenceId,
        at: now,
        event: 'letter-in-print-batch',
        revision,
        detail: { batch, position },
      })),
    );
  }

  private async leaveOut(tx: Session, letter: string, now: Date): Promise<void> {
    const [row] = await tx
      .update(printLetters)
      .set({ state: 'unreadable', batchId: null })
      .where(eq(printLetters.id, letter))
      .returning({ correspondenceId: printLetters.correspondenceId });
    if (row === undefined) return;
    const revision = await bringBackToAgent(tx, row.correspondenceId, LEFT_OUT, now);
    await this.journal.write(tx, {
      correspondenceId: row.correspondenceId,
      at: now,
      event: 'letter-unreadable',
      revision: typeof revision === 'number' ? revision : null,
      detail: { letter },
    });
  }

  private opened(id: string, sealed: Buffer | null): DispatchContent | null {
    if (sealed === null) return null;
    try {
      return this.encryption.unseal<DispatchContent>(sealed, sealContext.ledger(id));
    } catch (error) {
      if (error instanceof CannotUnseal) return null;
      throw error;
    }
  }
}

class NothingWaits extends Error {}
