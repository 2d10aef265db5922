import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../house/from-build.mjs';

/** Processes of the build that are still there although whoever started them is gone: a killed worker's reading processes. */
export function leftBehind() {
  const found = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
      if (parent === 1 && command.includes(path.join(ROOT, 'dist/reading')))
        found.push(`process ${pid} outlived its worker`);
    } catch {
      // It ended while it was looked at.
    }
  }
  return found;
}
