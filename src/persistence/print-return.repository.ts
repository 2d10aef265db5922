import { eq } from 'drizzle-orm';
import { dateInWords } from '../domain/calendar/french-dates';
import { isAddressAtFault, type PrintReturn, UNDELIVERED_IN_WORDS } from '../domain/print/print-return';
import type { Clock } from '../platform/clock';
import { CannotUnseal, type FieldEncryption } from '../platform/keys/field-encryption';
import { bringBackToAgent } from './back-to-agent';
import type { DispatchContent } from './correspondence-record';
import type { Database, Session } from './database';
import type { JournalWriter } from './journal/journal-writer';
import { sealContext } from './seal';
import { ledger } from './tables/ledger.tables';
import { printLetters } from './tables/print.tables';
import type { UndeliverableAddressRepository } from './undeliverable-address.repository';

/** `not-handed`: no batch with it was closed yet. `busy`: its item is under way and cannot be put before an agent now. */
export type ReturnOutcome = 'applied' | 'already' | 'unknown' | 'not-handed' | 'busy';

type Row = typeof printLetters.$inferSelect;

class Busy extends Error {}

/** Writes down what became of letters: each thing told once, however often it is told. */
export class PrintReturnRepository {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly addresses: UndeliverableAddressRepository,
    private readonly journal: JournalWriter,
    private readonly clock: Clock,
  ) {}

  apply(told: PrintReturn): Promise<ReturnOutcome> {
    return this.db
      .transaction(async (tx): Promise<ReturnOutcome> => {
        const [row] = await tx.select().from(printLetters).where(eq(printLetters.id, told.id)).for('update');
        if (row === undefined) return 'unknown';
        if (row.state === 'waiting' || row.state === 'unreadable') return 'not-handed';
        if (isTold(row, told)) return 'already';
        await tx.update(printLetters).set(changeOf(row, told)).where(eq(printLetters.id, row.id));
        const revision = told.status === 'undelivered' ? await this.bringBack(tx, row, told) : null;
        await this.journal.write(tx, {
          correspondenceId: row.correspondenceId,
          at: this.clock.now(),
          event: `letter-${told.status}`,
          revision,
          detail: { letter: row.id, on: told.on, reason: told.reason },
        });
        return 'applied';
      })
      .catch((error: unknown) => {
        if (error instanceof Busy) return 'busy' as const;
        throw error;
      });
  }

  private async bringBack(tx: Session, row: Row, told: PrintReturn): Promise<number | null> {
    const reason = told.reason ?? 'npai';
    const known = isAddressAtFault(reason) && (await this.keepAddress(tx, row, told));
    const what = `Une lettre est revenue le ${dateInWords(told.on)}\u00a0: ${UNDELIVERED_IN_WORDS[reason]}.`;
    const then = known
      ? 'Plus rien ne part à cette adresse\u00a0: mettez le dossier à jour, puis dites ce qui doit partir.'
      : 'Dites ce qui doit partir, et comment.';
    const revision = await bringBackToAgent(tx, row.correspondenceId, `${what} ${then}`, this.clock.now());
    if (revision === 'busy') throw new Busy();
    return revision === 'erased' ? null : revision;
  }

  /** @returns false where the address cannot be known any more */
  private async keepAddress(tx: Session, row: Row, { on, reason }: PrintReturn): Promise<boolean> {
    const [sending] = await tx.select({ content: ledger.content }).from(ledger).where(eq(ledger.id, row.id));
    const destination = sending === undefined ? null : this.destinationOf(row.id, sending.content);
    if (destination?.kind !== 'post') return false;
    await this.addresses.add(tx, destination.address, {
      since: on,
      reason: reason ?? 'npai',
      letterId: row.id,
      correspondenceId: row.correspondenceId,
    });
    return true;
  }

  private destinationOf(id: string, sealed: Buffer): DispatchContent['destination'] | null {
    try {
      return this.encryption.unseal<DispatchContent>(sealed, sealContext.ledger(id)).destination;
    } catch (error) {
      if (error instanceof CannotUnseal) return null;
      throw error;
    }
  }
}

const COLUMN = { printed: 'printedOn', posted: 'postedOn', undelivered: 'undeliveredOn' } as const;
const RANK: Readonly<Record<string, number>> = { printed: 1, posted: 2, undelivered: 3 };

const isTold = (row: Row, { status }: PrintReturn): boolean => row[COLUMN[status]] !== null;

/** What happened last stands as its state, in whatever order it is told. */
function changeOf(row: Row, { status, on, reason }: PrintReturn): Partial<Row> {
  const later = (RANK[status] ?? 0) > (RANK[row.state] ?? 0);
  return {
    [COLUMN[status]]: on,
    ...(status === 'undelivered' ? { undeliveredReason: reason } : {}),
    ...(later ? { state: status } : {}),
  };
}
