import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Refused } from './refused.mjs';

const POLL_MS = 250;

/** The scanning workshop's folder: a batch is written, marked whole, and counts as received once it was moved to `traites/`. */
export class ScanFolder {
  constructor(folder) {
    this.folder = folder;
  }

  /** Throws Refused where it was moved to `refuses/`. */
  async bring({ batchId, metadata, pages }) {
    const place = path.join(this.folder, batchId);
    await mkdir(place);
    for (const [name, bytes] of pages) await writeFile(path.join(place, name), bytes);
    await writeFile(path.join(place, 'batch.json'), metadata);
    await writeFile(path.join(place, 'batch.done'), '');
    for (;;) {
      await wait(POLL_MS);
      if (await exists(path.join(this.folder, 'traites', batchId))) return;
      if (await exists(path.join(this.folder, 'refuses', batchId))) throw new Refused(`batch ${batchId} set aside`);
    }
  }
}

const exists = (file) =>
  stat(file).then(
    () => true,
    () => false,
  );
