import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import type { DispatchContent, LedgerRecord, LedgerState, SendingRecord } from './correspondence-record';
import type { Database } from './database';
import { sealContext } from './seal';
import { ask, statement } from './statement';
import { ledger } from './tables/ledger.tables';

/** Sendings of a correspondence: reserved → transmitting → sent, or perhaps-sent where nobody can know. */
export class LedgerRepository {
  private readonly entries: ReturnType<typeof entriesOf>;

  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly clock: Clock,
  ) {
    this.entries = entriesOf(db);
  }

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
    const rows = await this.entries.execute({ correspondenceId });
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
    const now = this.clock.now().toISOString();
    const settledAt = to === 'sent' || to === 'perhaps-sent' || to === 'refused' ? now : null;
    const startedAt = to === 'transmitting' ? now : null;
    const moved = await ask(
      this.db,
      statement`update ledger set state = ${to}, settled_at = coalesce(${settledAt}::timestamptz, settled_at),
          started_at = coalesce(${startedAt}::timestamptz, started_at)
        where id = ${id}::uuid and state = any(${from}::text[]) returning id`,
    );
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

/** Asked for every message, and so put together once. */
const entriesOf = (db: Database) =>
  db
    .select()
    .from(ledger)
    .where(eq(ledger.correspondenceId, sql.placeholder('correspondenceId')))
    .orderBy(asc(ledger.reservedAt))
    .prepare('courrier_ledger_of');
