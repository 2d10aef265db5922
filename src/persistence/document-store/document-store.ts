import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { NamedKey } from '../../config/environment.schema';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import type { LookupHash } from '../../platform/keys/field-encryption';
import { makeFolder, syncFolder } from '../../platform/sync-folder';
import { DocumentUnreadable, decryptStream, encryptStream, keyIdOfHead, LONGEST_HEAD } from './chunked-encryption';
import { isThere, placeOf } from './document-place';
import { DocumentTooLarge, IncomingFolder } from './incoming-folder';

export interface StoredDocument {
  /** HMAC of the content, hex: names the file and finds doubles without telling what is in it. */
  readonly storeKey: string;
  readonly bytes: number;
}

/** The folder of all documents is not there: not mounted, most likely. */
export class StorageAway extends Error {}

const REPLACED = 'document remplacé par un autre';

interface Parts {
  readonly folder: string;
  readonly keys: readonly NamedKey[];
  readonly hash: LookupHash;
  readonly ids: IdSource;
  readonly clock: Clock;
}

/** Encrypted documents in a folder, named by the HMAC of their content. What `put` returned is on the disk. */
export class DocumentStore {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly incoming: IncomingFolder;

  constructor(private readonly parts: Parts) {
    this.incoming = new IncomingFolder(parts.folder, parts.ids, parts.clock);
    this.keys = new Map(parts.keys.map(({ id, key }) => [id, key]));
  }

  /**
   * Streams content in: encrypted, fsynced, then renamed to its name, so that a crash leaves no half document.
   * @throws DocumentTooLarge past `maximumBytes`; whatever the source or the disk throws
   */
  async put(content: Readable | Uint8Array, maximumBytes = Number.POSITIVE_INFINITY): Promise<StoredDocument> {
    const digest = this.parts.hash.streaming('document');
    let bytes = 0;
    const measured = new Transform({
      transform(piece: Buffer, _encoding, done) {
        bytes += piece.length;
        if (bytes > maximumBytes) return done(new DocumentTooLarge(`plus de ${maximumBytes} octets`));
        digest.update(piece);
        done(null, piece);
      },
    });
    const source = content instanceof Readable ? content : Readable.from([Buffer.from(content)]);
    return this.encryptAside([source, measured], async (aside) => {
      const storeKey = digest.digest('hex');
      const place = placeOf(this.parts.folder, storeKey);
      await rename(aside, place).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        await makeFolder(path.dirname(place), 0o700);
        await rename(aside, place);
      });
      await syncFolder(path.dirname(place));
      return { storeKey, bytes };
    });
  }

  /**
   * Encrypts a document anew under the newest key, aside, and puts it in the old one's place: who has it open reads on, and a
   * `put` of the same content does no harm. Its time stays, by which its age is judged.
   * @returns false where it was taken away meanwhile @throws DocumentUnreadable
   */
  async reencrypt(storeKey: string): Promise<boolean> {
    const place = placeOf(this.parts.folder, storeKey);
    const before = await stat(place).catch(() => null);
    if (before === null) return false;
    const digest = this.parts.hash.streaming('document');
    const measured = new Transform({
      transform(piece: Buffer, _encoding, done) {
        digest.update(piece);
        done(null, piece);
      },
    });
    return this.encryptAside([this.stream(storeKey), measured], async (aside) => {
      if (digest.digest('hex') !== storeKey) throw new DocumentUnreadable(REPLACED);
      await utimes(aside, before.atime, before.mtime);
      if (!(await isThere(place))) {
        await rm(aside);
        return false;
      }
      await rename(aside, place);
      await syncFolder(path.dirname(place));
      return true;
    });
  }

  /** @returns the name of the key that a document is encrypted under; null where it is no document, or gone */
  async keyIdOf(storeKey: string): Promise<string | null> {
    const file = await open(placeOf(this.parts.folder, storeKey)).catch(() => null);
    if (file === null) return null;
    try {
      const { buffer: head, bytesRead } = await file.read(Buffer.alloc(LONGEST_HEAD), 0, LONGEST_HEAD, 0);
      return keyIdOfHead(head.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  }

  private encryptAside<T>(
    [content, measured]: [Readable, Transform],
    settle: (aside: string) => Promise<T>,
  ): Promise<T> {
    const [newest] = this.parts.keys;
    if (newest === undefined) throw new Error('aucune clé de chiffrement');
    return this.incoming.writeAside([content, measured, encryptStream(newest)], settle);
  }

  /** @see IncomingFolder.spool */
  spool(content: Readable, maximumBytes: number): Promise<FileHandle> {
    return this.incoming.spool(content, maximumBytes);
  }

  /** @see IncomingFolder.clear */
  clearIncoming(): Promise<number> {
    return this.incoming.clear();
  }

  /**
   * @throws through the stream: DocumentUnreadable where it was changed, is gone, or its key is missing; StorageAway where the whole
   * folder is
   */
  stream(storeKey: string): Readable {
    const out = decryptStream(this.keys);
    const stored = createReadStream(placeOf(this.parts.folder, storeKey));
    // One that does not open has to be told by its reason, which pipeline would not wait for.
    stored.once('open', () => pipeline(stored, out).catch((error: Error) => out.destroy(error)));
    stored.once('error', (error: Error) => void this.whyAbsent(error).then((reason) => out.destroy(reason)));
    out.once('close', () => stored.destroy());
    return out;
  }

  /** The whole document, once in memory: as much as its file takes, which is a little more than it does. @throws as `stream` */
  async read(storeKey: string): Promise<Buffer> {
    // Of a file that is not there, the stream says why.
    const { size } = await stat(placeOf(this.parts.folder, storeKey)).catch(() => ({ size: 0 }));
    const whole = Buffer.allocUnsafeSlow(size);
    let read = 0;
    for await (const piece of this.stream(storeKey) as AsyncIterable<Buffer>) {
      if (read + piece.length > size) throw new DocumentUnreadable(REPLACED);
      read += piece.copy(whole, read);
    }
    return whole.subarray(0, read);
  }

  private async whyAbsent(error: NodeJS.ErrnoException): Promise<Error> {
    if (error.code !== 'ENOENT') return error;
    // A folder that is not mounted lacks the one that every document came through.
    if (await this.incoming.isThere()) return new DocumentUnreadable('document absent');
    return new StorageAway('dossier des documents absent');
  }

  /**
   * Reads a document through, in constant memory.
   * @returns null where it is whole and its content is the one that it is named after; else what is wrong, in French
   */
  async verify(storeKey: string): Promise<string | null> {
    const digest = this.parts.hash.streaming('document');
    try {
      for await (const piece of this.stream(storeKey)) digest.update(piece as Buffer);
    } catch (error) {
      if (error instanceof DocumentUnreadable || error instanceof StorageAway) return error.message;
      throw error;
    }
    return digest.digest('hex') === storeKey ? null : REPLACED;
  }

  has(storeKey: string): Promise<boolean> {
    return isThere(placeOf(this.parts.folder, storeKey));
  }
}
