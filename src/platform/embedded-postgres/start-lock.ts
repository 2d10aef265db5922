import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 50;
/** Creating a cluster takes seconds; on a slow and busy disk, tens of them. */
const PATIENCE_MS = 120_000;
/** A lock without a name in it was left by a process killed between two system calls. */
const NAMELESS_MS = 2_000;

/** Is this process there? One that belongs to somebody else counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Runs `work` while no other process (nor another call of this one) does so with the same lock file. */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function take(file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const deadline = performance.now() + PATIENCE_MS;
  let namelessSince: number | null = null;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder === null) namelessSince ??= performance.now();
    else namelessSince = null;
    const abandoned =
      holder === null ? performance.now() - (namelessSince ?? 0) > NAMELESS_MS : holder !== 'gone' && !isAlive(holder);
    if (abandoned) rmSync(file, { force: true });
    if (performance.now() > deadline) throw new Error(`${file} est tenu par un autre processus depuis deux minutes.`);
    await wait(POLL_MS);
  }
}

function readHolder(file: string): number | 'gone' | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return 'gone';
  }
}
