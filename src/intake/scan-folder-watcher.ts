import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import type { KeptPage, Receiver, ScannedItem } from './receiver';
import { batchFileOf, DONE, readBatch } from './scan-batch/read-batch';

const EVERY_MS = 2_000;
const TAKEN = 'traites';
const REFUSED = 'refuses';

/**
 * Takes whole batches (a folder with `batch.done`) out of a folder. One that was taken in moves to `traites/`, a bad one whole to
 * `refuses/` with a report beside it; moved back, it is tried again. A crash in between takes a batch twice, which
 * makes it the same items.
 */
export class ScanFolderWatcher {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly folder: string,
    private readonly receiver: Receiver,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.looking = this.look().catch((error: unknown) =>
      this.logger.warn({ err: error }, 'dossier des lots numérisés'),
    );
    void this.looking.then(() => {
      if (!this.stopped) this.timer = setTimeout(() => this.start(), EVERY_MS).unref();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.looking;
  }

  /**
   * Takes what is whole now, in the order of the names. A batch that fails stays and stops none after it.
   * @throws the first failure, once all were tried
   */
  async look(): Promise<void> {
    const entries = await readdir(this.folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() && entry.name !== TAKEN && entry.name !== REFUSED);
    const failures: unknown[] = [];
    for (const { name } of names.sort((a, b) => a.name.localeCompare(b.name))) {
      const batch = path.join(this.folder, name);
      if (!(await exists(path.join(batch, DONE)))) continue;
      await this.take(batch).catch((error: unknown) => {
        this.logger.warn({ err: error, batch: name }, 'lot numérisé non traité : nouvel essai au prochain passage');
        failures.push(error);
      });
    }
    if (failures.length > 0) throw failures[0];
  }

  private async take(batch: string): Promise<void> {
    const metadata = batchFileOf(await readdir(batch));
    if (metadata === null)
      return this.refuse(batch, 'batch.json, batch.xml ou batch.csv absent du lot ; rien n’a été traité');
    const items: ScannedItem[] = [];
    for await (const input of readBatch(batch, metadata)) {
      if (input.kind === 'refused') return this.refuse(batch, input.reason);
      if (input.kind !== 'scan') continue;
      const pages: KeptPage[] = [];
      for (const { name, type, bytes } of input.pages) pages.push(await this.receiver.keepPage(name, type, bytes));
      items.push({ item: input.item, pages });
    }
    const received = await this.receiver.receiveScans(items);
    this.logger.info({ items: received.length }, 'lot numérisé reçu');
    await this.move(batch, TAKEN);
  }

  private async refuse(batch: string, reason: string): Promise<void> {
    const place = await this.move(batch, REFUSED);
    // Beside the batch, not in it: moved back as it is, it can be whole.
    await writeFile(`${place}.rapport.txt`, `${reason}\n`);
    this.logger.warn({ batch: path.basename(place) }, 'lot numérisé refusé : voir son rapport');
  }

  private async move(batch: string, to: string): Promise<string> {
    const folder = path.join(this.folder, to);
    await mkdir(folder, { recursive: true });
    const wanted = path.join(folder, path.basename(batch));
    const place = (await exists(wanted)) ? `${wanted}-${this.clock.now().getTime()}` : wanted;
    await rename(batch, place);
    return place;
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
