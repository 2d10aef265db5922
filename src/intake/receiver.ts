import type { Readable } from 'node:stream';
import type { ScanItem, TransportEnvelope } from '../domain/correspondence';
import type { NewDocument } from '../persistence/correspondence-record';
import type { DocumentStore, StoredDocument } from '../persistence/document-store/document-store';
import type { Receipt, ReceiptRepository, Received } from '../persistence/receipt.repository';
import type { Enqueuer } from '../pipeline/enqueuer';
import { answerWithin } from '../platform/answer-within';
import { type Clock, parisDate } from '../platform/clock';
import type { FreeSpace } from '../platform/free-space';
import type { LookupHash } from '../platform/keys/field-encryption';
import { INTAKE_LIMITS, type IntakeLimits } from './intake-limits';

export interface KeptPage {
  readonly name: string;
  readonly type: string;
  readonly stored: StoredDocument;
}

export interface ScannedItem {
  readonly item: ScanItem;
  readonly pages: readonly KeptPage[];
}

interface Parts {
  readonly store: DocumentStore;
  readonly receipts: ReceiptRepository;
  readonly enqueuer: Pick<Enqueuer, 'kick'>;
  readonly hash: LookupHash;
  readonly clock: Clock;
  readonly freeSpace: FreeSpace;
  /** Others than the house's, for tests. */
  readonly limits?: IntakeLimits;
}

/**
 * Every way in ends here: bytes durable and row committed before the caller says «received». What it throws besides
 * DocumentTooLarge means «later»: the disk is full (isStorageFull), or storage or database away or without an answer.
 */
export class Receiver {
  private readonly limits: IntakeLimits;

  constructor(private readonly parts: Parts) {
    this.limits = parts.limits ?? INTAKE_LIMITS;
  }

  /** To be asked before anything is sent. @throws StorageFull @param bytes announced, 0 where none are */
  refuseWhenFull(bytes: number): Promise<void> {
    return this.parts.freeSpace.refuseWhenFull(bytes);
  }

  /** @throws DocumentTooLarge past the limit; nothing is kept then */
  async receiveEmail(
    content: Readable | Uint8Array,
    source: 'smtp' | 'http' | 'ingest',
    envelope: TransportEnvelope | null,
  ): Promise<Received> {
    await this.refuseWhenFull(0);
    const stored = await this.parts.store.put(content, this.limits.messageBytes);
    const receivedAt = this.parts.clock.now();
    const [received] = await this.commit([
      {
        channel: 'email',
        source,
        receivedAt,
        receivedOn: parisDate(receivedAt),
        contentHash: Buffer.from(stored.storeKey, 'hex'),
        envelope,
        scan: null,
        documents: [document('raw', 0, 'message.eml', 'message/rfc822', stored.storeKey, stored.bytes)],
        firstJob: 'read',
      },
    ]);
    return received as Received;
  }

  /** Keeps a page before its batch is known to be whole. @throws DocumentTooLarge past the limit */
  async keepPage(name: string, type: string, content: Readable | Uint8Array): Promise<KeptPage> {
    await this.refuseWhenFull(0);
    return { name, type, stored: await this.parts.store.put(content, this.limits.batchFileBytes) };
  }

  /** A batch goes in whole: its pages are kept already, its rows are committed together. */
  receiveScans(items: readonly ScannedItem[]): Promise<Received[]> {
    return this.commit(
      items.map(({ item, pages }): Receipt => {
        const identity = [item.batchId, item.itemId, ...pages.map(({ stored }) => stored.storeKey)].join('\0');
        return {
          channel: 'post',
          source: 'scan',
          receivedAt: this.parts.clock.now(),
          receivedOn: item.receivedOn,
          contentHash: this.parts.hash.of('scan', identity),
          envelope: null,
          scan: item,
          documents: pages.map(({ name, type, stored }, index) =>
            document('page', index, name, type, stored.storeKey, stored.bytes),
          ),
          firstJob: 'read',
        };
      }),
    );
  }

  private async commit(receipts: readonly Receipt[]): Promise<Received[]> {
    // A commit that comes about after all is found by the sender's next try: the same content is the same item.
    const received = await answerWithin(this.limits.commitMilliseconds, this.parts.receipts.receive(receipts));
    this.parts.enqueuer.kick();
    return received;
  }
}

function document(
  role: 'raw' | 'page',
  position: number,
  name: string,
  type: string,
  storeKey: string,
  size: number,
): NewDocument {
  return { role, position, name, type, size, pages: null, storeKey };
}
