import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from './start-lock';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

/** PostgreSQL's protocol, §54.7 SSLRequest: length 8, code 80877103; any server answers it with one letter. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const ANSWER_MS = 3_000;

const POLL_MS = 100;
/** A server whose Node was killed may still be replaying its log. */
const RECOVERY_MS = 60_000;

/**
 * The server that was left at work on the folder, once it is ready. A `postmaster.pid` that names somebody else's process
 * (numbers come again, in a container at once) is taken away: PostgreSQL would take that process for itself and not start.
 */
export async function leftServer(dataFolder: string): Promise<RunningServer | null> {
  const deadline = performance.now() + RECOVERY_MS;
  for (;;) {
    const running = await runningServer(dataFolder);
    if (running !== null) return running;
    const named = readPostmasterFile(dataFolder);
    if (named === null || !isAlive(named.pid)) return null;
    if (programOf(named.pid) !== 'postgres') {
      rmSync(path.join(dataFolder, 'postmaster.pid'), { force: true });
      return null;
    }
    if (performance.now() > deadline) return null;
    await wait(POLL_MS);
  }
}

/** Where the system does not tell, it is taken for the server: what is there stays untouched. */
function programOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return 'postgres';
  }
}

/** The server that `postmaster.pid` names, if it is alive, ready, and speaks PostgreSQL on its port; else null. */
export async function runningServer(dataFolder: string): Promise<RunningServer | null> {
  const named = readPostmasterFile(dataFolder);
  if (named === null || !named.ready || !isAlive(named.pid)) return null;
  return (await answers(named.port)) ? { pid: named.pid, port: named.port } : null;
}

/** Lines of postmaster.pid: 1 process, 4 port, 8 status (`src/include/utils/pidfile.h`). */
export function readPostmasterFile(dataFolder: string): (RunningServer & { ready: boolean }) | null {
  const file = path.join(dataFolder, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready' } : null;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_MS, () => end(false));
    socket.on('error', () => end(false));
    socket.on('connect', () => socket.write(SSL_REQUEST));
    socket.on('data', (bytes) => end(bytes[0] === 0x4e || bytes[0] === 0x53)); // N or S
    socket.on('close', () => end(false));
  });
}
