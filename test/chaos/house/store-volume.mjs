import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const MEGABYTE = Buffer.alloc(1024 * 1024);

/** The folder of the documents, on a filesystem of its own that can be filled: a mount, which root alone may make. */
export class StoreVolume {
  constructor(folder) {
    this.folder = path.join(folder, 'documents');
    mkdirSync(this.folder, { recursive: true });
  }

  /** @returns whether it can be filled; where it cannot, it is a plain folder and that fault is left out */
  mount(megabytes) {
    const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', this.folder]);
    this.canBeFilled = made.status === 0;
    return this.canBeFilled;
  }

  unmount() {
    if (this.canBeFilled) spawnSync('umount', ['--lazy', this.folder]);
  }

  /** Writes until there is no room left. */
  fill() {
    return new Promise((resolve) => {
      const file = createWriteStream(path.join(this.folder, 'fill'));
      const more = () => {
        while (file.write(MEGABYTE));
      };
      file.on('drain', more);
      file.on('error', resolve);
      more();
    });
  }

  empty() {
    rmSync(path.join(this.folder, 'fill'), { force: true });
  }
}
