import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Binaries } from './native-binaries';
import { leftServer, type RunningServer, readPostmasterFile, runningServer } from './running-server';
import type { ServerAccount } from './server-account';
import { isAlive } from './start-lock';

const POLL_MS = 50;
/** Recovery after a crash replays the log first. */
const READY_MS = 60_000;
const FAST_STOP_MS = 15_000;
const LOG_TAIL = 600;

/**
 * The cluster's path as the server is told it. Root starts it inside the folder and names the folder «where I am»: the
 * account then needs no right on the folders above, and a clone in a 0700 home keeps its data at home.
 */
export function clusterPath(dataFolder: string, account: ServerAccount | null): string {
  return account !== null && existsSync('/proc/self/cwd') ? '/proc/self/cwd' : dataFolder;
}

export function programOptions(dataFolder: string, binaries: Binaries, account: ServerAccount | null) {
  return {
    cwd: dataFolder,
    // Nothing of our own environment, secrets included, is the server's business.
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: binaries.libraries },
    ...(account ?? {}),
  };
}

/** Starts the server on a port and waits until it takes connections. */
export async function startServer(at: {
  dataFolder: string;
  logFile: string;
  binaries: Binaries;
  account: ServerAccount | null;
  port: number;
}): Promise<RunningServer> {
  const { dataFolder, binaries, account } = at;
  const log = openSync(at.logFile, 'a', 0o600);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    // Statements and key values may hold personal data: the server's log is to hold none.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
  ];
  const child = spawn(
    binaries.postgres,
    ['-D', clusterPath(dataFolder, account), '-p', String(at.port), ...settings.flatMap((one) => ['-c', one])],
    // A group of its own: Ctrl-C reaches Node alone, which closes its connections before it stops the server.
    { ...programOptions(dataFolder, binaries, account), stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  child.unref();
  let ended: string | null = null;
  child.on('error', (error) => {
    ended = error.message;
  });
  child.on('exit', (code, signal) => {
    ended = `arrêté (${signal ?? code})`;
  });
  const deadline = performance.now() + READY_MS;
  while (ended === null && performance.now() < deadline) {
    const running = await runningServer(dataFolder);
    if (running !== null && running.pid === child.pid) return running;
    await wait(POLL_MS);
  }
  child.kill('SIGQUIT');
  const tail = existsSync(at.logFile) ? readFileSync(at.logFile, 'utf8').slice(-LOG_TAIL) : '';
  throw new Error(`PostgreSQL embarqué\u00a0: le serveur n’a pas démarré, ${ended ?? 'trop lent'}. ${tail.trim()}`);
}

/**
 * Asks for a fast stop (SIGINT), then for an immediate one (SIGQUIT); returns when the server has left its folder.
 * @throws where it is still at work: its `postmaster.pid` is what keeps a second server off the same data
 */
export async function stopServer(dataFolder: string): Promise<void> {
  const named = await leftServer(dataFolder);
  if (named === null) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(named.pid)) break;
    process.kill(named.pid, signal);
    const deadline = performance.now() + FAST_STOP_MS;
    while (performance.now() < deadline) {
      if (readPostmasterFile(dataFolder) === null || !isAlive(named.pid)) return;
      await wait(POLL_MS);
    }
  }
  if (isAlive(named.pid)) throw new Error(`PostgreSQL embarqué\u00a0: le serveur ${named.pid} ne s’arrête pas`);
  rmSync(path.join(dataFolder, 'postmaster.pid'), { force: true });
}
