import type { ScanItem, TransportEnvelope } from '../domain/correspondence';
import type { ScanPage } from './read-scan';
import type { ItemReader } from './read-stage';
import { ReadingPool } from './reading-pool';

export interface PooledReaderOptions {
  readonly size: number;
  readonly mailboxes: readonly string[];
  /** Address of a relay → its authserv-id: what it hands over is authenticated by its word alone. */
  readonly trustedRelays: ReadonlyMap<string, string>;
  /** Where the pool's end is registered. */
  readonly closers: (() => Promise<unknown>)[];
}

/** The reading stage's reader: real processes, real DNS where no trusted relay speaks for the sender. */
export function pooledReader({ size, mailboxes, trustedRelays, closers }: PooledReaderOptions): ItemReader {
  const pool = new ReadingPool({ size });
  closers.push(() => pool.close());
  return {
    readEmail: (bytes: Buffer, envelope: TransportEnvelope | null, receivedAt: Date) =>
      pool.read({
        kind: 'email',
        bytes,
        envelope,
        mailboxes,
        authservId: trustedRelays.get(plainAddress(envelope?.remoteAddress)) ?? null,
        dns: 'system',
        receivedAt: receivedAt.toISOString(),
      }),
    cutStack: (pages: readonly ScanPage[]) => pool.cut({ kind: 'stack', pages }),
    readScan: (item: ScanItem, pages: readonly ScanPage[]) => pool.read({ kind: 'scan', item, pages }),
  };
}

/** An attestation is read in some ten milliseconds, and somebody waits for the answer. */
const PDF_MS = 15_000;

/** Text of a PDF that anybody may have sent, '' where it does not read: by a process of its own, started when first needed. */
export function pooledPdfReader(closers: (() => Promise<unknown>)[]): (pdf: Buffer) => Promise<string> {
  const pool = new ReadingPool({ size: 1, limits: { milliseconds: PDF_MS } });
  closers.push(() => pool.close());
  return async (bytes) => {
    const pages = [{ name: 'document', type: 'application/pdf', bytes }];
    return (await pool.read({ kind: 'scan', item: NO_SCAN, pages, pictures: 0 })).text;
  };
}

/** What a scanning operator would have typed of a file that nobody scanned. */
const NO_SCAN: ScanItem = {
  batchId: '',
  scannedAt: '',
  operator: null,
  itemId: '',
  receivedOn: '',
  pages: [],
  postmark: null,
  registeredNumber: null,
  nir: null,
  numeroAllocataire: null,
  documentType: null,
  barcode: null,
};

/** An IPv4 address as a dual-stack socket shows it. */
function plainAddress(address: string | null | undefined): string {
  return (address ?? '').replace(/^::ffff:/i, '');
}
