import { createHash, createHmac } from 'node:crypto';
import type { JournalDetail } from '../tables/journal.tables';

/** What an entry says besides its number and its detail; `at` in microseconds since 1970, as text, which PostgreSQL keeps. */
export interface EntryContent {
  readonly correspondenceId: string | null;
  readonly atMicroseconds: string;
  readonly event: string;
  readonly revision: number | null;
  readonly payloadHash: Buffer;
}

const CONTEXT = 'courrier journal 1';

/** SHA-256 of salt ‖ detail as JSON with its keys in order: an erased detail cannot be guessed from it without the salt. */
export function payloadHashOf(detail: JournalDetail, salt: Uint8Array): Buffer {
  const sorted = Object.entries(detail)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(salt).update(JSON.stringify(sorted)).digest();
}

/** HMAC-SHA-256 by which the program knows an entry as its own. @param key JournalKeys.origin */
export function originOf(content: EntryContent, key: Buffer): Buffer {
  return createHmac('sha256', key).update(canonical(content)).digest();
}

/** SHA-256 of an entry as it stands in its seal, without its number: what moved to another number is known again. */
export function contentDigestOf(content: EntryContent, origin: Uint8Array | null): Buffer {
  return createHash('sha256')
    .update(canonical(content))
    .update(origin ?? Buffer.alloc(0))
    .digest();
}

/** A JSON list: no two contents give the same text. */
function canonical({ correspondenceId, atMicroseconds, event, revision, payloadHash }: EntryContent): string {
  return JSON.stringify([CONTEXT, correspondenceId, atMicroseconds, event, revision, payloadHash.toString('hex')]);
}
