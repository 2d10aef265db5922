import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

/** The files of a batch, in a folder or in a zip of one. */
export interface BatchFiles {
  /** Name → size in bytes, null for what is no plain file. Names that begin with a dot are left out. */
  readonly sizes: ReadonlyMap<string, number | null>;
  read(name: string): Promise<Buffer>;
  close(): void;
}

export async function openBatchFolder(folder: string): Promise<BatchFiles> {
  const sizes = new Map<string, number | null>();
  for (const name of (await readdir(folder)).filter(isShown)) {
    const stats = await stat(path.join(folder, name)).catch(() => null);
    sizes.set(name, stats?.isFile() === true ? stats.size : null);
  }
  return { sizes, read: (name) => readFile(path.join(folder, name)), close: () => undefined };
}

/**
 * A zip of a batch, its files at the top or in one folder. Nothing is written to disk; a file is unpacked when it is read.
 * @throws where it is no zip, or holds names that lead out of it
 */
export async function openBatchZip(file: string, mostFiles: number): Promise<BatchFiles> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  try {
    const entries = new Map<string, Entry>();
    for (const entry of await entriesOf(zip, mostFiles)) entries.set(entry.fileName, entry);
    const top = commonFolder([...entries.keys()]);
    const named = [...entries].map(([name, entry]) => [name.slice(top.length), entry] as const);
    const shown = new Map(named.filter(([name]) => name !== '' && isShown(name) && !name.startsWith('__MACOSX/')));
    const sizes = new Map(
      [...shown].map(([name, entry]) => [name, name.endsWith('/') ? null : entry.uncompressedSize]),
    );
    return { sizes, read: (name) => unpack(zip, shown.get(name)), close: () => zip.close() };
  } catch (error) {
    zip.close();
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

async function unpack(zip: ZipFile, entry: Entry | undefined): Promise<Buffer> {
  if (entry === undefined) throw new Error('fichier absent de l’archive');
  // yauzl stops a file that unpacks to more than it declares.
  return buffer(await zip.openReadStreamPromise(entry));
}
