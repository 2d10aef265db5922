import { readdirSync, readFileSync } from 'node:fs';

/** Of an odd number of values the one in the middle. */
export const medianOf = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** Linux counts a process's time in ticks of 10 ms. */
const TICK_MS = 10;

/** Milliseconds of processor that a process has used; 0 once it is gone. @param times 4 with those of its children that ended */
export function processorMsOf(pid, times = 2) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ');
    return fields.slice(11, 11 + times).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;
  } catch {
    return 0;
  }
}

/** The same of processes and all that they started, those that are gone included. */
export const processorMsOfTrees = (roots) =>
  roots
    .filter((pid) => pid !== null)
    .flatMap(processTree)
    .reduce((sum, pid) => sum + processorMsOf(pid, 4), 0);

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
