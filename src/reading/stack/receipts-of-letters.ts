import type { ScanItem } from '../../domain/correspondence';
import { letterOfStack } from '../../domain/scans/letter-of-stack';
import { scanContentHash } from '../../persistence/content-hash';
import type { CorrespondenceRecord, NewDocument } from '../../persistence/correspondence-record';
import type { DocumentStore } from '../../persistence/document-store/document-store';
import type { Receipt } from '../../persistence/receipt.repository';
import type { LookupHash } from '../../platform/keys/field-encryption';
import type { ScanPage } from '../read-scan';

interface Means {
  readonly store: Pick<DocumentStore, 'put'>;
  readonly hash: LookupHash;
  /** A malware scanner looks at what comes in. */
  readonly screened: boolean;
}

/** The letters of a stack as items that came in with it, their pages kept. The same stack again makes the same items. */
export async function receiptsOfLetters(
  stack: CorrespondenceRecord,
  scan: ScanItem,
  letters: readonly (readonly ScanPage[])[],
  means: Means,
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const [index, pages] of letters.entries()) {
    const item: ScanItem = {
      ...letterOfStack(scan, { index, of: letters.length, pages: pages.map(({ name }) => name) }),
      cutFrom: { id: stack.id, reference: stack.reference },
    };
    receipts.push(await receiptOf(stack, item, pages, means));
  }
  return receipts;
}

async function receiptOf(
  { source, receivedAt, receivedOn }: CorrespondenceRecord,
  scan: ScanItem,
  pages: readonly ScanPage[],
  { store, hash, screened }: Means,
): Promise<Receipt> {
  const documents: NewDocument[] = [];
  const malware = screened ? 'pending' : null;
  for (const [position, { name, type, bytes }] of pages.entries()) {
    const { storeKey, bytes: size } = await store.put(bytes);
    documents.push({ role: 'page', position, name, type, size, pages: null, storeKey, malware });
  }
  const contentHash = scanContentHash(
    scan,
    documents.map(({ storeKey }) => storeKey),
    hash,
  );
  return {
    channel: 'post',
    source,
    receivedAt,
    receivedOn,
    contentHash,
    envelope: null,
    scan,
    documents,
    firstJob: 'read',
  };
}
