import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../platform/clock';
import { intakeAnswered } from '../../platform/happenings';
import type { Logger } from '../../platform/logger';
import { receiveBatch } from '../receive-batch';
import type { Receiver } from '../receiver';
import { NOTHING_TAKEN } from '../scan-batch/parse-batch-metadata';
import { batchFileOf, DONE, readBatch, readBatchZip } from '../scan-batch/read-batch';
import { CLAIMED, ClaimedBatches, exists } from './claimed-batches';
import { refusalReport } from './refusal-report';

const EVERY_MS = 2_000;
const TAKEN = 'traites';
const REFUSED = 'refuses';

/**
 * Takes whole batches out of a folder: a folder with `batch.done`, or a zip. One that was taken in moves to `traites/`, a bad one
 * whole to `refuses/` with a report beside it; moved back, it is tried again. Several processes may watch the same folder. A crash
 * in between takes a batch twice, which makes it the same items.
 */
export class ScanFolderWatcher {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private readonly claimed: ClaimedBatches;
  /** Zip → its size and time at the last look: one that still grows is left alone. */
  private zips = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly receiver: Receiver,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.claimed = new ClaimedBatches(folder);
  }

  start(): void {
    this.looking = this.look().catch((error: unknown) =>
      this.logger.warn(withoutPath(error), 'dossier des lots numérisés'),
    );
    void this.looking.then(() => {
      if (!this.stopping.signal.aborted) this.timer = setTimeout(() => this.start(), EVERY_MS).unref();
    });
  }

  /** A batch under way is put back between two pages. */
  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.timer !== null) clearTimeout(this.timer);
    await this.looking;
    await this.claimed.leave().catch(() => undefined);
  }

  /**
   * Takes what is whole now, in the order of the names. A batch that fails stays and stops none after it.
   * @throws the first failure, once all were tried
   */
  async look(): Promise<void> {
    await this.claimed.beat();
    await this.claimed.recover();
    const failures: unknown[] = [];
    for (const name of await this.wholeBatches()) {
      if (this.stopping.signal.aborted) return;
      await this.claimed.beat();
      const batch = await this.claimed.claim(name);
      if (batch === null) continue;
      await this.takeWithSignsOfLife(batch).catch(async (error: unknown) => {
        await this.claimed.giveBack(batch).catch(() => undefined);
        if (this.stopping.signal.aborted) return;
        this.logger.warn(withoutPath(error), 'lot numérisé non traité\u00a0: nouvel essai au prochain passage');
        intakeAnswered.tell({ way: 'scan-folder', answer: 'deferred' });
        failures.push(error);
      });
    }
    if (failures.length > 0) throw failures[0];
  }

  private async wholeBatches(): Promise<string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true });
    const zips = new Map<string, string>();
    const whole: string[] = [];
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
      const { name } = entry;
      if ([TAKEN, REFUSED, CLAIMED].includes(name) || name.startsWith('.')) continue;
      if (entry.isDirectory()) {
        if (await exists(path.join(this.folder, name, DONE))) whole.push(name);
      } else if (/\.zip$/i.test(name)) {
        const { size, mtimeMs } = await stat(path.join(this.folder, name));
        zips.set(name, `${size} ${mtimeMs}`);
        if (this.zips.get(name) === zips.get(name)) whole.push(name);
      }
    }
    this.zips = zips;
    return whole;
  }

  private async takeWithSignsOfLife(batch: string): Promise<void> {
    const timer = setInterval(() => void this.claimed.beat().catch(() => undefined), EVERY_MS);
    try {
      await this.take(batch);
    } finally {
      clearInterval(timer);
    }
  }

  private async take(batch: string): Promise<void> {
    const inputs = await this.inputsOf(batch);
    if (inputs === null)
      return this.refuse(batch, `batch.json, batch.xml ou batch.csv absent du lot\u00a0; ${NOTHING_TAKEN}`);
    const received = await receiveBatch(inputs, this.receiver, this.stopping.signal);
    if (!received.ok) return this.refuse(batch, received.error);
    intakeAnswered.tell({ way: 'scan-folder', answer: 'accepted' });
    this.logger.info({ items: received.value.length }, 'lot numérisé reçu');
    const place = await this.placeIn(TAKEN, batch);
    // Gone where this process was taken for dead: another one has it, and the items are the same.
    if (await exists(batch)) await rename(batch, place);
  }

  private async inputsOf(batch: string) {
    if (!(await stat(batch)).isDirectory()) return readBatchZip(batch);
    const metadata = batchFileOf(await readdir(batch));
    return metadata === null ? null : readBatch(batch, metadata);
  }

  /** The report stands beside the batch, not in it: moved back as it is, it can be whole. Written first, so that none lacks it. */
  private async refuse(batch: string, reason: string): Promise<void> {
    const place = await this.placeIn(REFUSED, batch);
    const report = `${place}.rapport.txt`;
    await writeFile(report, refusalReport(path.basename(batch), reason, this.clock.now()));
    try {
      await rename(batch, place);
    } catch (error) {
      await rm(report, { force: true });
      throw error;
    }
    intakeAnswered.tell({ way: 'scan-folder', answer: 'refused' });
    this.logger.warn(`lot numérisé refusé\u00a0: voir son rapport dans ${REFUSED}/`);
  }

  private async placeIn(to: string, batch: string): Promise<string> {
    const folder = path.join(this.folder, to);
    await mkdir(folder, { recursive: true });
    const wanted = path.join(folder, path.basename(batch));
    return (await exists(wanted)) ? `${wanted}-${this.clock.now().getTime()}` : wanted;
  }
}

/** For the log: the names of batches and pages, which operators put people's into, stand in the paths of a file's error. */
function withoutPath(error: unknown): object {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code !== undefined && syscall !== undefined ? { code, syscall } : { err: error };
}
