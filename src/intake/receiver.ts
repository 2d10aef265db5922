import type { Readable } from 'node:stream';
import type { ScanItem, TransportEnvelope } from '../domain/correspondence';
import type { NewDocument } from '../persistence/correspondence-record';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { Receipt, ReceiptRepository, Received } from '../persistence/receipt.repository';
import type { Enqueuer } from '../pipeline/enqueuer';
import { type Clock, parisDate } from '../platform/clock';
import type { LookupHash } from '../platform/keys/field-encryption';
import { INTAKE_LIMITS } from './intake-limits';

export interface ScannedItem {
  readonly item: ScanItem;
  readonly pages: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array | Readable }[];
}

interface Parts {
  readonly store: DocumentStore;
  readonly receipts: ReceiptRepository;
  readonly enqueuer: Pick<Enqueuer, 'kick'>;
  readonly hash: LookupHash;
  readonly clock: Clock;
}

/** Every way in ends here: bytes durable and row committed before the caller says «received». */
export class Receiver {
  constructor(private readonly parts: Parts) {}

  /** @throws DocumentTooLarge past the limit; nothing is kept then */
  async receiveEmail(
    content: Readable | Uint8Array,
    source: 'smtp' | 'http' | 'ingest',
    envelope: TransportEnvelope | null,
  ): Promise<Received> {
    const stored = await this.parts.store.put(content, INTAKE_LIMITS.messageBytes);
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

  /** A batch goes in whole: all its pages are durable, then all its rows are committed together. */
  async receiveScans(items: readonly ScannedItem[]): Promise<Received[]> {
    const receipts: Receipt[] = [];
    for (const { item, pages } of items) {
      const documents: NewDocument[] = [];
      for (const [index, page] of pages.entries()) {
        const stored = await this.parts.store.put(page.bytes, INTAKE_LIMITS.batchFileBytes);
        documents.push(document('page', index, page.name, page.type, stored.storeKey, stored.bytes));
      }
      const identity = [item.batchId, item.itemId, ...documents.map(({ storeKey }) => storeKey)].join('\0');
      receipts.push({
        channel: 'post',
        source: 'scan',
        receivedAt: this.parts.clock.now(),
        receivedOn: item.receivedOn,
        contentHash: this.parts.hash.of('scan', identity),
        envelope: null,
        scan: item,
        documents,
        firstJob: 'read',
      });
    }
    return this.commit(receipts);
  }

  private async commit(receipts: readonly Receipt[]): Promise<Received[]> {
    const received = await this.parts.receipts.receive(receipts);
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
