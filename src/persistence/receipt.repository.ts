import { eq } from 'drizzle-orm';
import type {
  CorrespondenceState,
  IncomingChannel,
  ScanItem,
  Source,
  TransportEnvelope,
} from '../domain/correspondence';
import { ok, type Result, refused } from '../domain/result';
import type { IdSource } from '../platform/identifiers';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import { type NewDocument, referenceOf } from './correspondence-record';
import type { Database, Session } from './database';
import { documentRows } from './document-rows';
import type { JournalWriter } from './journal/journal-writer';
import { type BatchIdentity, earlierBatchOfThatNumber } from './scan-batch-identity';
import { type SealedColumn, sealContext } from './seal';
import { ask, insertFrom, raw, statement } from './statement';
import { correspondences, documents, outbox } from './tables/correspondence.tables';

export interface Receipt {
  readonly channel: IncomingChannel;
  readonly source: Source;
  readonly receivedAt: Date;
  readonly receivedOn: string;
  readonly contentHash: Buffer;
  readonly envelope: TransportEnvelope | null;
  readonly scan: ScanItem | null;
  readonly documents: readonly NewDocument[];
  readonly firstJob: string;
}

export interface Received {
  readonly id: string;
  readonly reference: string;
  readonly state: CorrespondenceState;
  /** False: these very bytes had been received before. */
  readonly created: boolean;
}

/** Writes down what came in: row, documents, journal and outbox together. */
export class ReceiptRepository {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly ids: IdSource,
    private readonly journal: JournalWriter,
  ) {}

  receive(receipt: Receipt): Promise<Received> {
    return this.receiveWithin(this.db, receipt);
  }

  /**
   * Rows, documents, journal and outbox entries of a scan batch in one transaction: all of it or nothing.
   * @returns the receipts in order, or when another batch came in under the same number
   */
  receiveBatch(receipts: readonly Receipt[], batch: BatchIdentity, now: Date): Promise<Result<Received[], Date>> {
    return this.db.transaction(async (tx) => {
      const earlier = await earlierBatchOfThatNumber(tx, batch, now);
      if (earlier !== null) return refused(earlier);
      const received: Received[] = [];
      for (const receipt of receipts) received.push(await this.receiveWithin(tx, receipt));
      return ok(received);
    });
  }

  /** One statement, in somebody's transaction or its own: the same content again is the same item. */
  async receiveWithin(session: Session, receipt: Receipt): Promise<Received> {
    const { receivedAt: now, channel, source } = receipt;
    const id = this.ids.next(now);
    const seal = (column: SealedColumn, value: unknown) =>
      value === null ? null : this.encryption.seal(value, sealContext.correspondence(column, id));
    const row = {
      ...{ id, channel, source, state: 'received' as const },
      ...{ receivedAt: now, receivedOn: receipt.receivedOn, updatedAt: now },
      contentHash: receipt.contentHash,
      envelope: seal('envelope', receipt.envelope),
      scan: seal('scan', receipt.scan),
    };
    const filed = documentRows(id, receipt.documents, { encryption: this.encryption, ids: this.ids, now });
    const detail = { channel, source, documents: filed.length };
    const entry = { correspondenceId: id, at: now, event: 'received', revision: 1, detail };
    const [received] = await ask<{ sequence: string }>(
      session,
      statement`with given as (select 1), received as (
          ${insertFrom(correspondences, [row], 'given')} on conflict (content_hash) do nothing returning sequence),
        ${filed.length === 0 ? raw('') : statement`filed as (${insertFrom(documents, filed, 'received')}),`}
        queued as (${insertFrom(outbox, [{ correspondenceId: id, job: receipt.firstJob, revision: 1 }], 'received')}),
        told as (${this.journal.partOf(entry, 'received')})
      select sequence from received`,
    );
    if (received === undefined) return this.alreadyReceived(session, receipt.contentHash);
    const reference = referenceOf(receipt.receivedOn, Number(received.sequence));
    return { id, reference, state: 'received', created: true };
  }

  private async alreadyReceived(session: Session, contentHash: Buffer): Promise<Received> {
    const [row] = await session.select().from(correspondences).where(eq(correspondences.contentHash, contentHash));
    if (row === undefined) throw new Error('réception concurrente annulée\u00a0: à reprendre');
    return { id: row.id, reference: referenceOf(row.receivedOn, row.sequence), state: row.state, created: false };
  }
}
