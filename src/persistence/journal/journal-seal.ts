import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { publicKeyOf } from './journal-keys';

/** The seal of an entry that the program did not write: out of the way of the batches, and told by every verification. */
export const REFUSED = -1;
export const NO_PREVIOUS = Buffer.alloc(32);

/** What a seal's signature covers. */
export interface SealContent {
  /** From 1, without a gap. */
  readonly number: number;
  readonly atMicroseconds: string;
  readonly previous: Buffer;
  /** SHA-256 of the list of entries. */
  readonly root: Buffer;
  readonly unprovenUpTo: number;
  readonly publicKey: Buffer;
}

export interface ListedEntry {
  readonly id: number;
  readonly correspondenceId: string | null;
  readonly digest: Buffer;
}

const ID_BYTES = 8;
const UUID_BYTES = 16;
const DIGEST_BYTES = 32;
export const LISTED_BYTES = ID_BYTES + UUID_BYTES + DIGEST_BYTES;
const NO_UUID = '0'.repeat(2 * UUID_BYTES);

/** The list of entries that a seal keeps: id (8 bytes, big-endian), correspondence (16, zeros for none), digest (32). */
export function packEntries(entries: readonly ListedEntry[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ id, correspondenceId, digest }) => {
      const number = Buffer.alloc(ID_BYTES);
      number.writeBigUInt64BE(BigInt(id));
      return [number, Buffer.from(correspondenceId?.replaceAll('-', '') ?? NO_UUID, 'hex'), digest];
    }),
  );
}

/** @returns null where the bytes are no such list */
export function unpackEntries(bytes: Buffer): ListedEntry[] | null {
  if (bytes.length % LISTED_BYTES !== 0) return null;
  return Array.from({ length: bytes.length / LISTED_BYTES }, (_, n) => {
    const at = n * LISTED_BYTES;
    const uuid = bytes.toString('hex', at + ID_BYTES, at + ID_BYTES + UUID_BYTES);
    return {
      id: Number(bytes.readBigUInt64BE(at)),
      correspondenceId: uuid === NO_UUID ? null : uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      digest: bytes.subarray(at + ID_BYTES + UUID_BYTES, at + LISTED_BYTES),
    };
  });
}

export const rootOf = (entries: Uint8Array): Buffer => createHash('sha256').update(entries).digest();

function canonical(seal: SealContent): Buffer {
  const { number, atMicroseconds, previous, root, unprovenUpTo, publicKey } = seal;
  const hex = [previous, root, publicKey].map((bytes) => bytes.toString('hex'));
  return Buffer.from(JSON.stringify(['courrier seal 1', number, atMicroseconds, ...hex, unprovenUpTo]), 'utf8');
}

/** SHA-256 by which the next seal names this one; of the last seal, the journal's head. */
export const sealHash = (seal: SealContent): Buffer => createHash('sha256').update(canonical(seal)).digest();

export const signSeal = (seal: SealContent, key: KeyObject): Buffer => sign(null, canonical(seal), key);

/** @param trusted the 32 bytes of the only public key that is believed, whatever the seal says */
export function isSealSigned(seal: SealContent, signature: Uint8Array, trusted: Buffer): boolean {
  return seal.publicKey.equals(trusted) && verify(null, canonical(seal), publicKeyOf(trusted), signature);
}
