import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { INCOMING } from '../../persistence/document-store/incoming-folder';
import type { StoredFiles } from '../../persistence/document-store/stored-files';
import { makeFolder, syncFolder } from '../../platform/sync-folder';
import { mergeInOrder } from '../documents/merge-in-order';
import { type ListedDocument, lineOf } from './document-list';
import { writeDurably } from './write-durably';

export interface CopiedDocuments {
  readonly count: number;
  readonly bytes: number;
  /** Not copied again: the backup had them. */
  readonly reused: number;
  readonly missing: number;
  readonly keyIds: ReadonlySet<string>;
}

/**
 * Copies the documents that `wanted` names, in order, but for those that the backup before has unchanged, and writes their list.
 * @param before the list of the backup before, empty where there is none
 */
export async function copyDocuments(
  wanted: AsyncIterable<string>,
  before: AsyncIterable<ListedDocument>,
  store: StoredFiles,
  backup: StoredFiles,
  list: string,
): Promise<CopiedDocuments> {
  const found = { count: 0, bytes: 0, reused: 0, missing: 0 };
  const keyIds = new Set<string>();
  const out = createWriteStream(list, { mode: 0o600, flush: true });
  const pairs = mergeInOrder(wanted, before, { a: (storeKey) => storeKey, b: ({ storeKey }) => storeKey });
  for await (const { a: storeKey, b: known } of pairs) {
    if (storeKey === null) continue;
    const kept = known !== null && (await isUnchanged(known, store, backup)) ? known : null;
    const document = kept ?? (await copyDocument(storeKey, store, backup));
    if (document === null) {
      found.missing++;
      continue;
    }
    found.count++;
    found.bytes += document.bytes;
    if (kept !== null) found.reused++;
    keyIds.add(document.keyId);
    if (!out.write(lineOf(document))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return { ...found, keyIds };
}

/** As rsync judges: same size and time of change (a rotation of keys writes the file anew). */
async function isUnchanged(known: ListedDocument, store: StoredFiles, backup: StoredFiles): Promise<boolean> {
  const [now, copy] = await Promise.all([statOf(store, known.storeKey), statOf(backup, known.storeKey)]);
  return (
    now !== null &&
    now.size === known.bytes &&
    Math.floor(now.mtimeMs) === known.changedMs &&
    copy?.size === known.bytes
  );
}

/** @returns null where the store does not have it */
async function copyDocument(storeKey: string, store: StoredFiles, backup: StoredFiles): Promise<ListedDocument | null> {
  // Opened once, so that what is measured is what is copied, whatever is renamed over it meanwhile.
  const handle = await open(store.pathOf(storeKey)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return null;
  try {
    const { mtimeMs, mtime } = await handle.stat();
    const place = backup.pathOf(storeKey);
    await makeFolder(path.dirname(place), 0o700);
    const keyId = await keyIdOf(handle);
    const aside = path.join(backup.folder, INCOMING, storeKey);
    await makeFolder(path.dirname(aside), 0o700);
    const written = await writeDurably(aside, handle.createReadStream({ start: 0, autoClose: false }));
    await utimes(aside, mtime, mtime);
    await rename(aside, place);
    await syncFolder(path.dirname(place));
    return { storeKey, ...written, changedMs: Math.floor(mtimeMs), keyId };
  } finally {
    await handle.close();
  }
}

/** From the header of a stored file: `CRD1`, length of the id, the id. Empty where it has none. */
async function keyIdOf(handle: Awaited<ReturnType<typeof open>>): Promise<string> {
  const { buffer } = await handle.read(Buffer.alloc(37), 0, 37, 0);
  const id = buffer.toString('utf8', 5, 5 + (buffer[4] ?? 0));
  return buffer.toString('latin1', 0, 4) === 'CRD1' && /^[\w-]{1,32}$/.test(id) ? id : '';
}

const statOf = (files: StoredFiles, storeKey: string) => stat(files.pathOf(storeKey)).catch(() => null);
