import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import { isThere } from './document-place';

/** Thrown into the source when more arrives than is taken: the item is refused while it still comes in. */
export class DocumentTooLarge extends Error {}

/** A message has ten minutes to come in, a page of a batch less; another host's clock may be some minutes off. */
const ABANDONED_MS = 60 * 60 * 1000;

/** Its name in the store's folder. */
export const INCOMING = 'incoming';

/** Where documents stand until they are whole. */
export class IncomingFolder {
  private readonly folder: string;

  constructor(
    store: string,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {
    this.folder = path.join(store, INCOMING);
  }

  isThere(): Promise<boolean> {
    return isThere(this.folder);
  }

  /** Fsynced under a name of its own; `settle` gives it its place. Nothing is left where either fails. */
  async writeAside<T>(
    [content, measured, encrypted]: readonly [Readable, Transform, Transform],
    settle: (aside: string) => Promise<T>,
  ): Promise<T> {
    const aside = await this.newName();
    try {
      await pipeline(content, measured, encrypted, createWriteStream(aside, { mode: 0o600, flush: true }));
      return await settle(aside);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  /**
   * Streams content into a file without a name, to be read here and there and closed: whatever ends the process, nothing of it stays.
   * @throws DocumentTooLarge past `maximumBytes`
   */
  async spool(content: Readable, maximumBytes: number): Promise<FileHandle> {
    const aside = await this.newName();
    const handle = await open(aside, 'wx+', 0o600);
    try {
      await rm(aside);
      let bytes = 0;
      for await (const piece of content as AsyncIterable<Buffer>) {
        bytes += piece.length;
        if (bytes > maximumBytes) throw new DocumentTooLarge(`plus de ${maximumBytes} octets`);
        await handle.writeFile(piece);
      }
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Removes what was still coming in when its process died: untouched for longer than anything takes to come in. @returns how many */
  async clear(): Promise<number> {
    const names = await readdir(this.folder).catch((): string[] => []);
    const before = this.clock.now().getTime() - ABANDONED_MS;
    let removed = 0;
    for (const name of names) {
      const file = path.join(this.folder, name);
      const touched = await stat(file).catch(() => null);
      if (touched === null || touched.mtimeMs > before) continue;
      await rm(file, { force: true });
      removed++;
    }
    return removed;
  }

  private async newName(): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return path.join(this.folder, this.ids.next(this.clock.now()));
  }
}
