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
import { insertDocuments } from './insert-documents';
import type { JournalWriter } from './journal/journal-writer';
import { type BatchIdentity, earlierBatchOfThatNumber } from './scan-batch-identity';
import { type SealedColumn, sealContext } from './seal';
import { correspondences, outbox } from './tables/correspondence.tables';

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
    return this.db.transaction((tx) => this.receiveWithin(tx, receipt));
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

  /** In somebody's transaction: the same content again is the same item. */
  async receiveWithin(tx: Session, receipt: Receipt): Promise<Received> {
    const id = this.ids.next(receipt.receivedAt);
    const seal = (column: SealedColumn, value: unknown) =>
      value === null ? null : this.encryption.seal(value, sealContext.correspondence(column, id));
    const [row] = await tx
      .insert(correspondences)
      .values({
        id,
        channel: receipt.channel,
        source: receipt.source,
        state: 'received',
        receivedAt: receipt.receivedAt,
        receivedOn: receipt.receivedOn,
        updatedAt: receipt.receivedAt,
        contentHash: receipt.contentHash,
        envelope: seal('envelope', receipt.envelope),
        scan: seal('scan', receipt.scan),
      })
      .onConflictDoNothing({ target: correspondences.contentHash })
      .returning({ sequence: correspondences.sequence });
    if (row === undefined) return this.alreadyReceived(tx, receipt.contentHash);
    await insertDocuments(tx, id, receipt.documents, {
      encryption: this.encryption,
      ids: this.ids,
      now: receipt.receivedAt,
    });
    await tx.insert(outbox).values({ correspondenceId: id, job: receipt.firstJob, revision: 1 });
    await this.journal.write(tx, {
      correspondenceId: id,
      at: receipt.receivedAt,
      event: 'received',
      revision: 1,
      detail: { channel: receipt.channel, source: receipt.source, documents: receipt.documents.length },
    });
    return { id, reference: referenceOf(receipt.receivedOn, row.sequence), state: 'received', created: true };
  }

  private async alreadyReceived(tx: Session, contentHash: Buffer): Promise<Received> {
    const [row] = await tx.select().from(correspondences).where(eq(correspondences.contentHash, contentHash));
    if (row === undefined) throw new Error('réception concurrente annulée\u00a0: à reprendre');
    return { id: row.id, reference: referenceOf(row.receivedOn, row.sequence), state: row.state, created: false };
  }
}
