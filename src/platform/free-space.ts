import { statfs } from 'node:fs/promises';
import path from 'node:path';

/** Too little room is left to take anything in: told apart from the disk's own ENOSPC only by coming earlier. */
export class StorageFull extends Error {
  readonly code = 'ENOSPC';
}

/** Watches over the room on a folder's disk, so that what is taken in can also be worked on and answered. */
export class FreeSpace {
  constructor(
    private readonly folder: string,
    private readonly reserveBytes: number,
  ) {}

  /** @param bytes about to come in @throws StorageFull where the reserve would be touched */
  async refuseWhenFull(bytes: number): Promise<void> {
    const free = await freeBytes(this.folder);
    if (free !== null && free - bytes < this.reserveBytes) throw new StorageFull('espace disque sous la réserve');
  }
}

/** Of the disk that the folder is, or will be, on; null where the system does not tell. */
async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT' && path.dirname(folder) !== folder;
    return missing ? freeBytes(path.dirname(folder)) : null;
  }
}
