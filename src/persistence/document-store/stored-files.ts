import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder, syncFolder } from '../../platform/sync-folder';
import { placeOf, STORE_KEY } from './document-place';
import { INCOMING } from './incoming-folder';

export interface StoredFile {
  /** Its store key; for a half file of `incoming/`, its name. */
  readonly name: string;
  /** As stored, that is encrypted. */
  readonly bytes: number;
  readonly modifiedAt: Date;
}

const SHARD = /^[0-9a-f]{2}$/;
/** Where a file waits between being taken out and being deleted. */
const REMOVING = 'removing';

/** The document store seen as files: listed in order, a folder at a time, and taken away without a race with `put`. */
export class StoredFiles {
  constructor(readonly folder: string) {}

  pathOf(storeKey: string): string {
    return placeOf(this.folder, storeKey);
  }

  /** In the order of the names; at most a 256th of them is in memory at once. */
  async *list(): AsyncGenerator<StoredFile> {
    for (const shard of (await namesIn(this.folder)).filter((name) => SHARD.test(name)))
      yield* this.filesOf(shard, (name) => STORE_KEY.test(name) && name.startsWith(shard));
  }

  has(storeKey: string): Promise<boolean> {
    return stat(this.pathOf(storeKey)).then(() => true, ifAbsent(false));
  }

  /** What a crash left half written. */
  incoming(): AsyncGenerator<StoredFile> {
    return this.filesOf(INCOMING, () => true);
  }

  async removeIncoming(name: string): Promise<void> {
    await rm(path.join(this.folder, INCOMING, path.basename(name)), { force: true });
  }

  /**
   * Takes a file away for good. The same content may be coming in again just now, its row not yet committed: so the file is
   * first moved aside, which `put` cannot undo, and then judged by what was really moved.
   * @param isNamed asked after the move: does a row name it?
   * @param before a file written since is put back
   */
  async remove(storeKey: string, before: Date, isNamed: (storeKey: string) => Promise<boolean>): Promise<Removal> {
    const place = this.pathOf(storeKey);
    const aside = path.join(this.folder, REMOVING, `${storeKey}.${randomUUID()}`);
    await makeFolder(path.dirname(aside), 0o700);
    try {
      await rename(place, aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
      throw error;
    }
    const young = (await stat(aside)).mtime >= before;
    if (young || (await isNamed(storeKey))) {
      await this.putBack(aside, place);
      return young ? 'too-young' : 'named';
    }
    await rm(aside);
    await syncFolder(path.dirname(place));
    return 'removed';
  }

  /** Puts back what a crash left moved aside: it is judged again when its removal is. @returns how many */
  async putBackInterrupted(): Promise<number> {
    const names = (await namesIn(path.join(this.folder, REMOVING))).filter((name) => STORE_KEY.test(name.slice(0, 64)));
    for (const name of names)
      await this.putBack(path.join(this.folder, REMOVING, name), this.pathOf(name.slice(0, 64)));
    return names.length;
  }

  /** Over one that came in meanwhile: the content is the same, it names the file. */
  private async putBack(aside: string, place: string): Promise<void> {
    await rename(aside, place);
    await syncFolder(path.dirname(place));
  }

  private async *filesOf(folder: string, wanted: (name: string) => boolean): AsyncGenerator<StoredFile> {
    for (const name of (await namesIn(path.join(this.folder, folder))).filter(wanted)) {
      const found = await stat(path.join(this.folder, folder, name)).catch(ifAbsent(null));
      if (found?.isFile()) yield { name, bytes: found.size, modifiedAt: found.mtime };
    }
  }
}

export type Removal = 'removed' | 'absent' | 'too-young' | 'named';

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(ifAbsent<string[]>([]))).sort();
}

const ifAbsent =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
