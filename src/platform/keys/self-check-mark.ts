import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { LookupHash } from './field-encryption';

const PREFIX = 'essai-';
const NONCE_BYTES = 3;
const MINUTE_BYTES = 3;
const PROOF_BYTES = 8;
/** A run lasts minutes: a mark that was read somewhere is soon worth nothing. */
const LASTS_MINUTES = 60;

/**
 * The mark of one self-check: in the address that its message is sent to, and the number of its batch. Only who holds the index
 * key makes one, so that nobody outside can have their own mail withheld. Letters only: nothing in it looks like a number.
 */
export function makeSelfCheckMark(hash: LookupHash, now: Date): string {
  const body = Buffer.concat([randomBytes(NONCE_BYTES), minutesOf(now)]);
  return PREFIX + inLetters(Buffer.concat([body, proofOf(hash, body)]));
}

/** Whether this text is a mark that was made with this key within the hour. */
export function isSelfCheckMark(hash: LookupHash, text: string, now: Date): boolean {
  const bytes = text.startsWith(PREFIX) ? fromLetters(text.slice(PREFIX.length)) : null;
  if (bytes?.length !== NONCE_BYTES + MINUTE_BYTES + PROOF_BYTES) return false;
  const body = bytes.subarray(0, NONCE_BYTES + MINUTE_BYTES);
  if (!timingSafeEqual(bytes.subarray(body.length), proofOf(hash, body))) return false;
  const age = minutesOf(now).readUIntBE(0, MINUTE_BYTES) - body.readUIntBE(NONCE_BYTES, MINUTE_BYTES);
  return Math.abs(age) <= LASTS_MINUTES;
}

/** Whether one of these addresses carries such a mark behind its «+» (RFC 5233). */
export function isAddressedToSelfCheck(hash: LookupHash, recipients: readonly string[], now: Date): boolean {
  return recipients.some((address) => {
    const tag = /\+([^@+]*)@/.exec(address.toLowerCase())?.[1];
    return tag !== undefined && isSelfCheckMark(hash, tag, now);
  });
}

const proofOf = (hash: LookupHash, body: Buffer): Buffer => hash.of('self-check', body).subarray(0, PROOF_BYTES);

function minutesOf(now: Date): Buffer {
  const minutes = Buffer.alloc(MINUTE_BYTES);
  minutes.writeUIntBE(Math.floor(now.getTime() / 60_000) % 2 ** (8 * MINUTE_BYTES), 0, MINUTE_BYTES);
  return minutes;
}

/** Hexadecimal in the letters a to p. */
const inLetters = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));

function fromLetters(letters: string): Buffer | null {
  if (!/^[a-p]+$/.test(letters)) return null;
  return Buffer.from(
    letters.replace(/./g, (letter) => (letter.charCodeAt(0) - 97).toString(16)),
    'hex',
  );
}
