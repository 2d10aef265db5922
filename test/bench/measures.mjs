import { readdirSync, readFileSync } from 'node:fs';

export const medianOf = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** Linux counts a process's time in ticks of 10 ms. */
const TICK_MS = 10;

/** Milliseconds of processor that a process has used; 0 once it is gone. */
export function processorMsOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}

/** A process and all that it started, by /proc. */
export function processTree(root) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'latin1').split(') ')[1].split(' ')[1]);
      parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended meanwhile.
    }
  }
  const found = [root];
  for (const pid of found) found.push(...(parents.get(pid) ?? []));
  return found;
}

/** Megabytes in memory of a process. */
export function residentMegabytes(pid) {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * 4096) / 1024 / 1024;
  } catch {
    return 0;
  }
}
