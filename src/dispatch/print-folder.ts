import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { LedgerRecord } from '../persistence/correspondence-record';
import { randomId } from '../platform/identifiers';
import { makeFolder, syncFolder } from '../platform/sync-folder';

export interface PrintedFile {
  readonly content: Buffer;
  readonly pages: number;
  readonly sha256: string;
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
    const named = files.map((file, index) => ({ ...file, name: `${entry.id}-${index + 1}.pdf` }));
    for (const { name, content } of named) await writeAside(place, name, content);
    const manifest = {
      id: entry.id,
      reference,
      day,
      address: destination.address.filter((line) => line !== ''),
      sheets: named.reduce((sum, { pages }) => sum + Math.ceil(pages / 2), 0),
      files: named.map(({ name, pages, sha256, content }) => ({ name, pages, bytes: content.length, sha256 })),
    };
    await writeAside(place, `${entry.id}.json`, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
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

async function writeAside(folder: string, name: string, content: Buffer): Promise<void> {
  // Of this try alone: two tasks that leave the same letter write the same file, never into one another's.
  const aside = path.join(folder, `.${name}.${randomBytes(4).toString('hex')}.part`);
  const handle = await open(aside, 'w', 0o640);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(aside, path.join(folder, name));
}
