import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { NamedKey } from '../../config/environment.schema';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed value whose key is not at hand, or which was changed. Names the key, never the content. */
export class CannotUnseal extends Error {
  /** @param why «clé « k1 » absente» or «contenu altéré», in French @param context of the value: table, column, row */
  constructor(
    readonly why: string,
    readonly context = '',
  ) {
    super(context === '' ? why : `${why} (${context})`);
  }
}

/** What names of keys look like: others are no name but altered bytes. */
const KEY_NAME = /^[\w-]{1,32}$/;

/** Why a value whose key has this name does not open, in French. */
export const missingKey = (id: string): string =>
  KEY_NAME.test(id) ? `clé «\u00a0${id}\u00a0» absente` : 'contenu altéré';

/**
 * AES-256-GCM over a field of a row. Layout: version (1), key id length (1), key id, nonce (12), ciphertext, tag (16).
 * The context (table, column, row) is authenticated, so that a value moved to another row no longer opens.
 */
export class FieldEncryption {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly newest: NamedKey;
  /** How every value sealed under the newest key begins. */
  readonly newestHead: Buffer;

  constructor(keys: readonly NamedKey[]) {
    const [newest] = keys;
    if (newest === undefined) throw new Error('aucune clé de chiffrement');
    this.newest = newest;
    const id = Buffer.from(newest.id, 'utf8');
    this.newestHead = Buffer.concat([Buffer.of(VERSION, id.length), id]);
    this.keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  seal(value: unknown, context: string): Buffer {
    return this.sealBytes(Buffer.from(JSON.stringify(value), 'utf8'), context);
  }

  /** The same value under the newest key. @throws CannotUnseal */
  reseal(sealed: Uint8Array, context: string): Buffer {
    return this.sealBytes(this.open(sealed, context), context);
  }

  private sealBytes(value: Buffer, context: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.newest.key, nonce).setAAD(Buffer.from(context, 'utf8'));
    const body = cipher.update(value);
    return Buffer.concat([this.newestHead, nonce, body, cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws CannotUnseal */
  unseal<T>(sealed: Uint8Array, context: string): T {
    return JSON.parse(this.open(sealed, context).toString('utf8')) as T;
  }

  private open(sealed: Uint8Array, context: string): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const idLength = bytes[1] ?? 0;
    const id = bytes.toString('utf8', 2, 2 + idLength);
    const key = this.keys.get(id);
    if (bytes[0] !== VERSION) throw new CannotUnseal('contenu altéré', context);
    if (key === undefined) throw new CannotUnseal(missingKey(id), context);
    const start = 2 + idLength;
    if (bytes.length < start + NONCE_BYTES + TAG_BYTES) throw new CannotUnseal('contenu altéré', context);
    const nonce = bytes.subarray(start, start + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce)
      .setAAD(Buffer.from(context, 'utf8'))
      .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    try {
      const body = bytes.subarray(start + NONCE_BYTES, bytes.length - TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    } catch {
      throw new CannotUnseal('contenu altéré', context);
    }
  }
}

/** The beginning of a sealed value that names its key: version, length of the name, the name. */
export const headOf = (sealed: Buffer): Buffer => sealed.subarray(0, 2 + (sealed[1] ?? 0));

/** Keyed hash by which identifiers and contents are found without being readable. */
export class LookupHash {
  constructor(private readonly key: Buffer) {}

  /** HMAC-SHA-256 of the value within its domain (`nir`, `numero`, `content` …), so that equal texts of two kinds differ. */
  of(domain: string, value: string | Uint8Array): Buffer {
    return createHmac('sha256', this.key).update(`${domain}\0`).update(value).digest();
  }

  /** The same over a stream: feed it, then `digest()`. */
  streaming(domain: string): ReturnType<typeof createHmac> {
    return createHmac('sha256', this.key).update(`${domain}\0`);
  }
}
