import { createReadStream } from 'node:fs';
import { type FileHandle, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type Entry, fromFdPromise, openPromise, type ZipFile } from 'yauzl';
import { isSurroundingsFault } from '../../platform/surroundings-fault';

/** A file of a batch that is there and cannot be read: the batch's fault, not the disk's. */
export class PageUnreadable extends Error {
  constructor(readonly fileName: string) {
    super('page illisible');
  }
}

/** The files of a batch, in a folder or in a zip of one. */
export interface BatchFiles {
  /** Name → size in bytes, null for what is no plain file. Names that begin with a dot are left out. */
  readonly sizes: ReadonlyMap<string, number | null>;
  /** Nothing is read before the stream is; it ends in PageUnreadable where that cannot be done. */
  open(name: string): Readable;
  close(): void;
}

export async function openBatchFolder(folder: string): Promise<BatchFiles> {
  const sizes = new Map<string, number | null>();
  for (const name of (await readdir(folder)).filter(isShown)) {
    const stats = await stat(path.join(folder, name)).catch(() => null);
    sizes.set(name, stats?.isFile() === true ? stats.size : null);
  }
  return {
    sizes,
    open: (name) => told(name, async () => createReadStream(path.join(folder, name))),
    close: () => undefined,
  };
}

/**
 * A zip of a batch, its files at the top or in one folder. Nothing is written to disk; a file is unpacked when it is read.
 * @param zip its path, or a file that is open, which `close` leaves to its owner
 * @throws where it is no zip, or holds names that lead out of it
 */
export async function openBatchZip(zip: string | FileHandle, mostFiles: number): Promise<BatchFiles> {
  const options = { lazyEntries: true, autoClose: false };
  const opened = await (typeof zip === 'string' ? openPromise(zip, options) : fromFdPromise(zip.fd, options));
  const close = (): void => {
    if (typeof zip === 'string') opened.close();
  };
  try {
    const entries = new Map<string, Entry>();
    for (const entry of await entriesOf(opened, mostFiles)) entries.set(entry.fileName, entry);
    const top = commonFolder([...entries.keys()]);
    const named = [...entries].map(([name, entry]) => [name.slice(top.length), entry] as const);
    const shown = new Map(named.filter(([name]) => name !== '' && isShown(name) && !name.startsWith('__MACOSX/')));
    const sizes = new Map(
      [...shown].map(([name, entry]) => [name, name.endsWith('/') ? null : entry.uncompressedSize]),
    );
    // yauzl stops a file that unpacks to more than it declares.
    const unpacked = (name: string) => opened.openReadStreamPromise(shown.get(name) as Entry);
    return { sizes, open: (name) => told(name, () => unpacked(name)), close };
  } catch (error) {
    close();
    throw error;
  }
}

const isShown = (name: string): boolean => !name.startsWith('.');

function commonFolder(names: readonly string[]): string {
  const [first = ''] = names.filter((name) => !name.startsWith('__MACOSX/'));
  const folder = first.slice(0, first.indexOf('/') + 1);
  return folder !== '' && names.every((name) => name.startsWith(folder) || name.startsWith('__MACOSX/')) ? folder : '';
}

async function entriesOf(zip: ZipFile, most: number): Promise<Entry[]> {
  if (zip.entryCount > most) throw new Error('trop de fichiers');
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}

/** What a page's bytes fail for is told by the page's name, unless it is the disk's or the network's doing. */
function told(name: string, open: () => Promise<Readable>): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    try {
      for await (const piece of await open()) yield piece as Buffer;
    } catch (error) {
      const denied = ['EACCES', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code));
      throw isSurroundingsFault(error) && !denied ? error : new PageUnreadable(name);
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}
