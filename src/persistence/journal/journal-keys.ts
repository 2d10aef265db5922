import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';

/** DER of an Ed25519 key before its 32 bytes (RFC 8410 §7 and §4). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;

export interface JournalKeys {
  /** HMAC key of the entries' proof of origin. */
  readonly origin: Buffer;
  readonly signing: KeyObject;
  /** The 32 bytes by which anybody verifies the seals. */
  readonly publicKey: Buffer;
}

/**
 * The journal's keys, by HKDF-SHA-256 from COURRIER_INDEX_KEY, which is never rotated; contexts «courrier journal origin» and
 * «courrier journal seal». Who holds that key can write a journal anew; who holds only the database cannot.
 */
export function deriveJournalKeys(indexKey: Buffer): JournalKeys {
  const derive = (context: string) => Buffer.from(hkdfSync('sha256', indexKey, Buffer.alloc(0), context, KEY_BYTES));
  const seed = derive('courrier journal seal');
  const signing = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const der = createPublicKey(signing).export({ format: 'der', type: 'spki' });
  return { origin: derive('courrier journal origin'), signing, publicKey: der.subarray(PUBLIC_PREFIX.length) };
}

/** @param bytes the 32 bytes of an Ed25519 public key */
export function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, bytes]), format: 'der', type: 'spki' });
}
