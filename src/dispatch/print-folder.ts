import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { LedgerRecord } from '../persistence/correspondence-record';
import { randomId } from '../platform/identifiers';
import { makeFolder, syncFolder } from '../platform/sync-folder';
import { type WrittenFile, writeDurably } from './write-durably';

export interface PrintedFile {
  readonly pages: number;
  open(): Readable;
}

/**
 * Leaves letters for the print centre: `<day>/<ledger id>-<n>.pdf` and, last, the manifest `<day>/<ledger id>.json`. Each is
 * written aside and renamed to its ledger id, so that a letter written twice is the same letter: never in doubt.
 */
export class PrintFolder {
  constructor(private readonly folder: string) {}

  async leave(entry: LedgerRecord, reference: string, day: string, files: readonly PrintedFile[]): Promise<void> {
    const { destination } = entry.content;
    if (destination.kind !== 'post') throw new Error('cette réponse part par courrier électronique');
    const place = path.join(this.folder, day);
    await makeFolder(place, 0o750);
    const left: { name: string; pages: number; bytes: number; sha256: string }[] = [];
    for (const [index, { pages, open: content }] of files.entries()) {
      const name = `${entry.id}-${index + 1}.pdf`;
      left.push({ name, pages, ...(await writeAside(place, name, content())) });
    }
    const manifest = {
      id: entry.id,
      reference,
      day,
      address: destination.address.filter((line) => line !== ''),
      sheets: left.reduce((sum, { pages }) => sum + Math.ceil(pages / 2), 0),
      files: left,
    };
    await writeAside(place, `${entry.id}.json`, [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
    await syncFolder(place);
  }

  /** Writes and removes a file that no print centre takes up. @throws where that does not work */
  async verify(): Promise<void> {
    await makeFolder(this.folder, 0o750);
    const probe = path.join(this.folder, `.essai-${randomId()}.part`);
    const handle = await open(probe, 'wx', 0o640);
    await handle.close();
    await rm(probe);
  }
}

async function writeAside(
  folder: string,
  name: string,
  content: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<WrittenFile> {
  // Of this try alone: two tasks that leave the same letter write the same file, never into one another's.
  const aside = path.join(folder, `.${name}.${randomBytes(4).toString('hex')}.part`);
  try {
    const written = await writeDurably(aside, content);
    await rename(aside, path.join(folder, name));
    return written;
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
