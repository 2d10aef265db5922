import { and, asc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import type { DispatchContent, LedgerRecord, LedgerState, SendingRecord } from './correspondence-record';
import type { Database } from './database';
import { sealContext } from './seal';
import { ledger } from './tables/ledger.tables';

/** Sendings of a correspondence: reserved → transmitting → sent, or perhaps-sent where nobody can know. */
export class LedgerRepository {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly clock: Clock,
  ) {}

  /** Without what they send, so that one whose content does not open is listed all the same. */
  async list(correspondenceId: string): Promise<SendingRecord[]> {
    const { content, ...columns } = getTableColumns(ledger);
    return this.db
      .select(columns)
      .from(ledger)
      .where(eq(ledger.correspondenceId, correspondenceId))
      .orderBy(asc(ledger.reservedAt));
  }

  /** @throws CannotUnseal */
  async of(correspondenceId: string): Promise<LedgerRecord[]> {
    const rows = await this.db
      .select()
      .from(ledger)
      .where(eq(ledger.correspondenceId, correspondenceId))
      .orderBy(asc(ledger.reservedAt));
    return rows.map((row) => ({
      ...row,
      content: this.encryption.unseal<DispatchContent>(row.content, sealContext.ledger(row.id)),
    }));
  }

  /**
   * Moves a row on, if it stands where the caller believes.
   * @returns false when another worker moved it first
   */
  async move(id: string, from: readonly LedgerState[], to: LedgerState): Promise<boolean> {
    const settled = to === 'sent' || to === 'perhaps-sent' || to === 'refused';
    const moved = await this.db
      .update(ledger)
      .set({
        state: to,
        ...(settled ? { settledAt: this.clock.now() } : {}),
        ...(to === 'transmitting' ? { startedAt: this.clock.now() } : {}),
      })
      .where(and(eq(ledger.id, id), inArray(ledger.state, [...from])))
      .returning({ id: ledger.id });
    return moved.length === 1;
  }

  /** When a letter was first about to be left for the print centre: the same at each try. Null where it is reserved no more. */
  async startPrinting(id: string): Promise<Date | null> {
    const [row] = await this.db
      .update(ledger)
      .set({ startedAt: sql`coalesce(${ledger.startedAt}, ${this.clock.now().toISOString()}::timestamptz)` })
      .where(and(eq(ledger.id, id), eq(ledger.state, 'reserved')))
      .returning({ startedAt: ledger.startedAt });
    return row?.startedAt ?? null;
  }
}
