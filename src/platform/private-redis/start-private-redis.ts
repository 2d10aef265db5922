import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../embedded-postgres/free-port';
import type { EmbeddedServer } from '../embedded-postgres/start-embedded-postgres';
import { withStartLock } from '../embedded-postgres/start-lock';
import { answersPing, type RedisAccess } from './redis-access';

const PROGRAMS = ['redis-server', 'valkey-server'];
/** BullMQ 6 asks for Redis 6.2 or later. */
const OLDEST = [6, 2] as const;
const READY_MS = 20_000;
const STOP_MS = 10_000;
const POLL_MS = 50;

/**
 * Keeps the server for as long as our end of its standard input is open: it closes however Node ends, kill -9 included.
 * The configuration comes first on the same input, up to an empty line, so no argument shows the password.
 */
const GUARD = `
config=$(while IFS= read -r line && [ -n "$line" ]; do printf '%s\\n' "$line"; done)
printf '%s\\n' "$config" | "$0" - &
server=$!
trap 'kill "$server" 2>/dev/null' TERM INT HUP
while IFS= read -r line; do :; done
kill "$server" 2>/dev/null
wait "$server"
`;

/**
 * A redis-server or valkey-server found on PATH, on a loopback port with a password, its append-only file under
 * `dataFolder`/redis. One already at work on that folder is used and left alone.
 * @returns null where there is none, or none that is recent enough
 */
export async function startPrivateRedis(options: {
  readonly dataFolder: string;
  readonly log: (line: string) => void;
}): Promise<EmbeddedServer | null> {
  const program = findProgram(options.log);
  if (program === null) return null;
  const folder = path.join(path.resolve(options.dataFolder), 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return withStartLock(path.join(folder, 'demarrage.verrou'), async () => {
    const accessFile = path.join(folder, 'acces.json');
    const left = readAccess(accessFile);
    if (left !== null && (await answersPing(left))) {
      options.log(`Redis privé\u00a0: serveur déjà en marche sur le port ${left.port}`);
      return { url: urlOf(left), stop: async () => {} };
    }
    const access = { port: await freePort(), password: randomBytes(24).toString('base64url') };
    writeFileSync(accessFile, `${JSON.stringify(access)}\n`, { mode: 0o600 });
    const stop = await launch(program, folder, access);
    options.log(`Redis privé\u00a0: ${program} prêt sur le port ${access.port}`);
    return {
      url: urlOf(access),
      stop: async () => {
        await stop();
        rmSync(accessFile, { force: true });
      },
    };
  });
}

function findProgram(log: (line: string) => void): string | null {
  // The guard is a shell script; elsewhere the queue runs on PostgreSQL.
  if (process.platform === 'win32') return null;
  for (const program of PROGRAMS) {
    const asked = spawnSync(program, ['--version'], { encoding: 'utf8' });
    const version = /v=(\d+)\.(\d+)/.exec(asked.stdout ?? '');
    if (asked.status !== 0 || version === null) continue;
    const [major, minor] = [Number(version[1]), Number(version[2])];
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return program;
    log(`Redis privé\u00a0: ${program} ${major}.${minor} est trop ancien (il faut ${OLDEST.join('.')})`);
  }
  return null;
}

async function launch(program: string, folder: string, access: RedisAccess): Promise<() => Promise<void>> {
  const guard = spawn('/bin/sh', ['-c', GUARD, program], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  let ended = false;
  const exit = new Promise<void>((resolve) => {
    const end = (): void => {
      ended = true;
      resolve();
    };
    guard.on('exit', end);
    guard.on('error', end);
  });
  guard.stdin.on('error', () => {});
  guard.stdin.write(`${configuration(access).join('\n')}\n\n`);
  guard.unref();
  (guard.stdin as unknown as { unref?: () => void }).unref?.();
  const stop = async (): Promise<void> => {
    guard.stdin.end();
    await Promise.race([exit, wait(STOP_MS, undefined, { ref: false })]);
  };
  const deadline = performance.now() + READY_MS;
  while (!ended && performance.now() < deadline) {
    if (await answersPing(access)) return stop;
    await wait(POLL_MS);
  }
  await stop();
  const log = path.join(folder, 'serveur.log');
  const tail = existsSync(log) ? readFileSync(log, 'utf8').slice(-400).trim() : '';
  throw new Error(`Redis privé\u00a0: ${program} n’a pas démarré. ${tail}`);
}

function configuration({ port, password }: RedisAccess): string[] {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    'daemonize no',
    'logfile serveur.log',
    'loglevel warning',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    // A queue that loses keys under pressure loses letters.
    'maxmemory-policy noeviction',
  ];
}

function readAccess(file: string): RedisAccess | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RedisAccess;
  } catch {
    return null;
  }
}

function urlOf({ port, password }: RedisAccess): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}
