import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import type { NamedKey } from '../../config/environment.schema';
import { missingKey } from '../../platform/keys/field-encryption';

/**
 * A file as a chain of AES-256-GCM chunks, so that a large one streams (after the STREAM construction of Hoang et al.):
 * header `CRD1`, key id length (1), key id, salt (16); then chunks of 64 KiB + tag. Each file has a key of its own, derived
 * from the salt; the nonce is the chunk's number, its last byte 1 on the last chunk, so that a cut file does not open.
 */
const MAGIC = Buffer.from('CRD1', 'latin1');
const CHUNK = 64 * 1024;
const TAG = 16;
const SALT = 16;

/** A stored file that was changed, cut, or whose key is not at hand. */
export class DocumentUnreadable extends Error {}

/** Bytes of a file in which its key's name stands. */
export const LONGEST_HEAD = MAGIC.length + 1 + 255;

/** @returns the name of the key in clear at a file's head; null where it is none of ours */
export function keyIdOfHead(head: Buffer): string | null {
  const start = MAGIC.length + 1;
  const length = head[MAGIC.length] ?? 0;
  if (!head.subarray(0, MAGIC.length).equals(MAGIC) || head.length < start + length) return null;
  return head.toString('utf8', start, start + length);
}

const fileKey = (key: Buffer, salt: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, 'courrier document', 32));

function nonceOf(counter: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(counter, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

export function encryptStream({ id, key }: NamedKey): Transform {
  const salt = randomBytes(SALT);
  const derived = fileKey(key, salt);
  const name = Buffer.from(id, 'utf8');
  let pending: Buffer[] = [];
  let size = 0;
  let counter = 0;
  const sealed = (chunk: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', derived, nonceOf(counter++, last));
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  };
  return new Transform({
    construct(done) {
      this.push(Buffer.concat([MAGIC, Buffer.of(name.length), name, salt]));
      done();
    },
    transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      pending.push(piece);
      size += piece.length;
      // Strictly more than a chunk: the last one, full or not, is sealed by flush.
      if (size > CHUNK) {
        let all = Buffer.concat(pending);
        while (all.length > CHUNK) {
          this.push(sealed(all.subarray(0, CHUNK), false));
          all = all.subarray(CHUNK);
        }
        pending = [all];
        size = all.length;
      }
      done();
    },
    flush(done) {
      this.push(sealed(Buffer.concat(pending), true));
      done();
    },
  });
}

export function decryptStream(keys: ReadonlyMap<string, Buffer>): Transform {
  let buffer: Buffer = Buffer.alloc(0);
  let derived: Buffer | null = null;
  let counter = 0;
  const open = (piece: Buffer, last: boolean): Buffer => {
    const decipher = createDecipheriv('aes-256-gcm', derived as Buffer, nonceOf(counter++, last));
    decipher.setAuthTag(piece.subarray(piece.length - TAG));
    try {
      return Buffer.concat([decipher.update(piece.subarray(0, piece.length - TAG)), decipher.final()]);
    } catch {
      throw new DocumentUnreadable('document altéré ou incomplet');
    }
  };
  const readHeader = (): boolean => {
    const idLength = buffer[4] ?? 0;
    const length = 5 + idLength + SALT;
    if (buffer.length < length) return false;
    if (!buffer.subarray(0, 4).equals(MAGIC)) throw new DocumentUnreadable('en-tête de document inconnu');
    const id = buffer.toString('utf8', 5, 5 + idLength);
    const key = keys.get(id);
    if (key === undefined) throw new DocumentUnreadable(missingKey(id));
    derived = fileKey(key, buffer.subarray(5 + idLength, length));
    buffer = buffer.subarray(length);
    return true;
  };
  return new Transform({
    transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      try {
        buffer = buffer.length === 0 ? piece : Buffer.concat([buffer, piece]);
        if (derived === null && !readHeader()) return done();
        while (buffer.length > CHUNK + TAG) {
          this.push(open(buffer.subarray(0, CHUNK + TAG), false));
          buffer = buffer.subarray(CHUNK + TAG);
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        if (derived === null || buffer.length < TAG) throw new DocumentUnreadable('document altéré ou incomplet');
        this.push(open(buffer, true));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
