import { readFileSync } from 'node:fs';

/** What no logger wrote, and so nothing masked: a stack trace in a process's output. */
export function findStrayLines(processes) {
  return processes.flatMap(({ name, logFile }) => {
    const lines = readFileSync(logFile, 'utf8').split('\n');
    const first = lines.findIndex((line) => /^\s+at /.test(line));
    return first < 0 ? [] : [`${name} wrote a stack trace past its log: ${lines[first - 1]}`];
  });
}
