import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { isAlive } from '../../platform/embedded-postgres/start-lock';

/** Where batches stand while they are taken in, in a folder of each process that does so. */
export const CLAIMED = 'en-cours';
/** Written anew at each look; by who stands still, a process of another host is known to be gone. */
const SIGN_OF_LIFE = '.vivant';
const GONE_MS = 60_000;
const OF_THIS_PROCESS = new Set<string>();

/**
 * Claims batches of a watched folder by renaming them, which one process alone can do, on NFS too. What a process that is gone
 * had claimed goes back into the folder; should it only have been slow, the batch is taken twice, which makes it the same items.
 */
export class ClaimedBatches {
  private readonly own: string;
  private readonly all: string;
  /** Claimer → its last sign of life, and since when it is the last. By our own clock: hosts differ. */
  private readonly seen = new Map<string, { readonly sign: string; readonly since: number }>();
  private beats = 0;

  constructor(private readonly folder: string) {
    this.all = path.join(folder, CLAIMED);
    this.own = path.join(this.all, `${hostname()}.${process.pid}.${randomBytes(4).toString('hex')}`);
  }

  /** Tells the others that this process is at work. */
  async beat(): Promise<void> {
    OF_THIS_PROCESS.add(path.basename(this.own));
    await mkdir(this.own, { recursive: true });
    await writeFile(path.join(this.own, SIGN_OF_LIFE), String(++this.beats));
  }

  /** @returns where the batch stands now; null where another process was faster */
  async claim(name: string): Promise<string | null> {
    const place = path.join(this.own, name);
    return (await moved(path.join(this.folder, name), place)) ? place : null;
  }

  /** Puts a batch back to be tried again. */
  async giveBack(place: string): Promise<void> {
    const name = path.basename(place);
    if (await moved(place, path.join(this.folder, name))) return;
    await moved(place, path.join(this.folder, `${name}-${randomBytes(4).toString('hex')}`));
  }

  /** Puts back what processes had claimed that are gone, and what this one could not put back before. */
  async recover(): Promise<void> {
    for (const claimer of await readdir(this.all)) {
      const place = path.join(this.all, claimer);
      const isOwn = place === this.own;
      if (!isOwn && !(await this.isGone(claimer))) continue;
      // Another process may have recovered it meanwhile.
      for (const name of await readdir(place).catch((): string[] => []))
        if (name !== SIGN_OF_LIFE) await this.giveBack(path.join(place, name));
      if (isOwn) continue;
      await rm(path.join(place, SIGN_OF_LIFE), { force: true });
      // Not empty where two processes recover at once: the next look does it.
      await rmdir(place).catch(() => undefined);
    }
  }

  /** Leaves nothing of this process behind. */
  async leave(): Promise<void> {
    OF_THIS_PROCESS.delete(path.basename(this.own));
    await rm(path.join(this.own, SIGN_OF_LIFE), { force: true });
    await rmdir(this.own).catch(() => undefined);
  }

  private async isGone(claimer: string): Promise<boolean> {
    const [, host, pid] = /^(.*)\.(\d+)\.[0-9a-f]+$/.exec(claimer) ?? [];
    // A number of ours in another name is of a process that was here before, as in a container that was started again.
    if (host === hostname()) return Number(pid) === process.pid ? !OF_THIS_PROCESS.has(claimer) : !isAlive(Number(pid));
    const sign = await readFile(path.join(this.all, claimer, SIGN_OF_LIFE), 'utf8').catch(() => '');
    const before = this.seen.get(claimer);
    if (before?.sign === sign) return performance.now() - before.since > GONE_MS;
    this.seen.set(claimer, { sign, since: performance.now() });
    return false;
  }
}

/** @returns false where it is gone, or its place taken; NFS may say gone of a rename that it has done and been asked for again */
async function moved(from: string, to: string): Promise<boolean> {
  // A file would be replaced without a word.
  if (await exists(to)) return false;
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return exists(to);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}

export function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
