import type { ReadItem, ScanItem, TransportEnvelope } from '../domain/correspondence';
import { authenticateSender } from './authenticate-sender';
import { type DnsTable, systemResolver, tableResolver } from './authentication/resolve-names';
import { readEmail } from './read-email';
import { readScan, type ScanPage } from './read-scan';
import { cutIntoLetters, type StackCut } from './stack/cut-into-letters';

/** What a reading process is asked: plain data, it crosses IPC. */
export type ReadRequest =
  | {
      readonly kind: 'email';
      readonly bytes: Buffer;
      readonly envelope: TransportEnvelope | null;
      /** Our own addresses; empty leaves out the check that a recipient names us. */
      readonly mailboxes: readonly string[];
      /** Name of the trusted relay that handed the message over; null for none. */
      readonly authservId: string | null;
      /** `system`: SPF, DKIM and DMARC are checked by DNS; `none`: no DNS is asked. */
      readonly dns: 'system' | 'none';
      /** Answers in place of DNS, for tests (a resolver cannot cross IPC). */
      readonly dnsTable?: DnsTable;
      /** ISO; date of a message that carries none, null to leave it without. */
      readonly receivedAt: string | null;
    }
  | {
      readonly kind: 'scan';
      readonly item: ScanItem;
      readonly pages: readonly ScanPage[];
      /** Picture pages that are read at most; absent: as the limits say. */
      readonly pictures?: number;
    };

/** A scanned item that may be a stack of letters. Plain data, it crosses IPC. */
export interface CutRequest {
  readonly kind: 'stack';
  readonly pages: readonly ScanPage[];
}

/** Cuts one item in this process. @param seen told after each page */
export function cutRequest({ pages }: CutRequest, seen: () => void): Promise<StackCut> {
  return cutIntoLetters(withBuffers(pages), seen);
}

/** Reads one item in this process: what a reading process does for each request. */
export function readRequest(request: ReadRequest): Promise<ReadItem> {
  if (request.kind === 'scan') return readScan(request.item, withBuffers(request.pages), request.pictures);
  const { envelope, mailboxes, authservId, dns, dnsTable, receivedAt } = request;
  const resolver = dnsTable !== undefined ? tableResolver(dnsTable) : dns === 'system' ? systemResolver() : null;
  return readEmail(asBuffer(request.bytes), {
    envelope,
    mailboxes,
    authenticate: authenticateSender({ authservId, resolver }),
    now: receivedAt === null ? null : new Date(receivedAt),
  });
}

const withBuffers = (pages: readonly ScanPage[]): ScanPage[] =>
  pages.map((page) => ({ ...page, bytes: asBuffer(page.bytes) }));

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
