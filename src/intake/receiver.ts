import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { dateInWords } from '../domain/calendar/french-dates';
import type { ScanItem, TransportEnvelope } from '../domain/correspondence';
import { type Result, refused } from '../domain/result';
import { messageContentHash, scanContentHash } from '../persistence/content-hash';
import type { NewDocument } from '../persistence/correspondence-record';
import type { DocumentStore, StoredDocument } from '../persistence/document-store/document-store';
import type { Receipt, ReceiptRepository, Received } from '../persistence/receipt.repository';
import type { BatchIdentity } from '../persistence/scan-batch-identity';
import type { Enqueuer } from '../pipeline/enqueuer';
import { answerWithin } from '../platform/answer-within';
import { type Clock, parisDate } from '../platform/clock';
import type { FreeSpace } from '../platform/free-space';
import type { LookupHash } from '../platform/keys/field-encryption';
import { isAddressedToSelfCheck, isSelfCheckMark } from '../platform/keys/self-check-mark';
import { INTAKE_LIMITS, type IntakeLimits } from './intake-limits';
import { NOTHING_TAKEN } from './scan-batch/parse-batch-metadata';

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
  /** A malware scanner is to look at what comes in before anything else does. */
  readonly screened: boolean;
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
    source: 'smtp' | 'imap' | 'http' | 'ingest',
    envelope: TransportEnvelope | null,
  ): Promise<Received> {
    const { store, hash, clock } = this.parts;
    await this.refuseWhenFull(0);
    const stored = await store.put(content, this.limits.messageBytes);
    const receivedAt = clock.now();
    return this.committed(
      1,
      this.parts.receipts.receive({
        channel: 'email',
        source: isAddressedToSelfCheck(hash, envelope?.recipients ?? [], receivedAt) ? 'self-check' : source,
        receivedAt,
        receivedOn: parisDate(receivedAt),
        contentHash: messageContentHash(stored.storeKey),
        envelope,
        scan: null,
        documents: [this.document('raw', 0, 'message.eml', 'message/rfc822', stored.storeKey, stored.bytes)],
        firstJob: 'read',
      }),
    );
  }

  /** Keeps a page before its batch is known to be whole. @throws DocumentTooLarge past the limit */
  async keepPage(name: string, type: string, content: Readable | Uint8Array): Promise<KeptPage> {
    await this.refuseWhenFull(0);
    return { name, type, stored: await this.parts.store.put(content, this.limits.batchFileBytes) };
  }

  /** A file to read here and there in, of which a crash leaves nothing. @throws DocumentTooLarge past the limit */
  async spool(content: Readable): Promise<FileHandle> {
    await this.refuseWhenFull(0);
    return this.parts.store.spool(content, this.limits.batchBytes);
  }

  /**
   * A batch goes in whole: its pages are kept already, its rows are committed together.
   * @returns one for each item in order, or in French that its number was another batch's
   */
  async receiveScans(items: readonly ScannedItem[]): Promise<Result<Received[], string>> {
    const now = this.parts.clock.now();
    const receipts = items.map((scanned) => this.receiptOf(scanned, now));
    const committing = this.parts.receipts.receiveBatch(receipts, batchIdentity(items, this.parts.hash), now);
    const received = await this.committed(items.length, committing);
    if (received.ok) return received;
    const day = dateInWords(parisDate(received.error));
    const batchId = items[0]?.item.batchId ?? '';
    const why = `lot «\u00a0${batchId}\u00a0»\u00a0: déjà reçu le ${day} avec un autre contenu\u00a0; donnez à celui-ci un autre batchId`;
    return refused(`${why}\u00a0; ${NOTHING_TAKEN}`);
  }

  private receiptOf({ item, pages }: ScannedItem, receivedAt: Date): Receipt {
    const { hash } = this.parts;
    const storeKeys = pages.map(({ stored }) => stored.storeKey);
    return {
      channel: 'post',
      source: isSelfCheckMark(hash, item.batchId, receivedAt) ? 'self-check' : 'scan',
      receivedAt,
      receivedOn: item.receivedOn,
      contentHash: scanContentHash(item, storeKeys, hash),
      envelope: null,
      scan: item,
      documents: pages.map(({ name, type, stored }, index) =>
        this.document('page', index, name, type, stored.storeKey, stored.bytes),
      ),
      firstJob: 'read',
    };
  }

  private document(
    role: 'raw' | 'page',
    position: number,
    name: string,
    type: string,
    storeKey: string,
    size: number,
  ): NewDocument {
    const malware = this.parts.screened ? 'pending' : null;
    return { role, position, name, type, size, pages: null, storeKey, malware };
  }

  private async committed<T>(items: number, committing: Promise<T>): Promise<T> {
    const { commitMilliseconds, commitMillisecondsEach } = this.limits;
    // A commit that comes about after all is found by the sender's next try: the same content is the same item.
    const received = await answerWithin(commitMilliseconds + items * commitMillisecondsEach, committing);
    this.parts.enqueuer.kick();
    return received;
  }
}

/** The same items with the same metadata and pages, whichever of the three forms they were told in. */
function batchIdentity(items: readonly ScannedItem[], hash: LookupHash): BatchIdentity {
  const told = items.map(({ item, pages }) => [
    Object.entries(item)
      .filter(([, value]) => value !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    pages.map(({ stored }) => stored.storeKey),
  ]);
  return {
    batchHash: hash.of('batch', items[0]?.item.batchId ?? ''),
    contentHash: hash.of('batch content', JSON.stringify(told)),
  };
}
