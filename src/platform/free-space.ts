import { statfs } from 'node:fs/promises';
import path from 'node:path';

/** Too little room is left to take anything in: told apart from the disk's own ENOSPC only by coming earlier. */
export class StorageFull extends Error {
  readonly code = 'ENOSPC';
}

const USUAL_RESERVE = 500 * 1024 * 1024;
/** With so many reserves free, nothing that comes in within the next moment touches the last one. */
const AMPLE_RESERVES = 4;
const AMPLE_MS = 1_000;

/** Watches over the room on a folder's disk, so that what is taken in can also be worked on and answered. */
export class FreeSpace {
  private ampleUntil = Number.NEGATIVE_INFINITY;

  /** @param reserveBytes null for 500 MB, on a small disk a twentieth of it */
  constructor(
    private readonly folder: string,
    private readonly reserveBytes: number | null,
  ) {}

  /** @param bytes about to come in @throws StorageFull where the reserve would be touched */
  async refuseWhenFull(bytes: number): Promise<void> {
    if (performance.now() < this.ampleUntil) return;
    const disk = await diskOf(this.folder);
    if (disk === null) return;
    const reserve = this.reserveBytes ?? Math.min(USUAL_RESERVE, disk.total / 20);
    if (disk.free - bytes >= AMPLE_RESERVES * reserve) this.ampleUntil = performance.now() + AMPLE_MS;
    if (disk.free - bytes < reserve) throw new StorageFull('espace disque sous la réserve');
  }
}

/** Of the disk that the folder is, or will be, on; null where the system does not tell. */
async function diskOf(folder: string): Promise<{ readonly free: number; readonly total: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT' && path.dirname(folder) !== folder;
    return missing ? diskOf(path.dirname(folder)) : null;
  }
}
