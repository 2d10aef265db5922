import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { packageRoot } from '../platform/package-root';
import type { DemoFolders } from './demo-folders';
import { type DemoPorts, demoUrl, productEnvironment } from './demo-settings';

const READY_MS = 60_000;
const STOP_MS = 20_000;
const POLL_MS = 100;

export interface Product {
  /** What it says of itself when it starts: database, queue, roles. */
  readonly startLines: readonly string[];
  stop(): Promise<void>;
}

/** Starts the product as it is shipped, in a process of its own, its log in a file; returns once it serves. */
export async function startProduct(ports: DemoPorts, folders: DemoFolders): Promise<Product> {
  const log = openSync(folders.log, 'a');
  const child = fork(path.join(packageRoot, 'dist', 'main.js'), [], {
    cwd: packageRoot,
    env: productEnvironment(ports, folders),
    execArgv: ['--require', path.join(__dirname, 'stop-with-parent.js')],
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const deadline = performance.now() + READY_MS;
  while (!(await isReady(ports))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stop(child);
      throw new Error(`Le service n’a pas démarré. ${readFileSync(folders.log, 'utf8').slice(-1_000)}`);
    }
    await wait(POLL_MS);
  }
  return { startLines: startLines(folders), stop: () => stop(child) };
}

async function isReady(ports: DemoPorts): Promise<boolean> {
  try {
    return (await fetch(`${demoUrl(ports)}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** All but the structured log's lines. */
function startLines(folders: DemoFolders): string[] {
  return readFileSync(folders.log, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await Promise.race([exit, wait(STOP_MS, undefined, { ref: false })]);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
}
