import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createCluster } from './create-cluster';
import { freePort } from './free-port';
import { nativeBinaries } from './native-binaries';
import { leftServer, type RunningServer } from './running-server';
import { serverAccount } from './server-account';
import { startServer, stopServer } from './server-process';
import { ServerUsers } from './server-users';
import { withStartLock } from './start-lock';

export interface EmbeddedServer {
  readonly url: string;
  /** Ends this use of the server. The last to leave stops it, so a second process never loses it under its feet. */
  stop(): Promise<void>;
}

const USER = 'courrier';
/** Somebody else may take the free port between its choice and the server's start. */
const PORT_ATTEMPTS = 3;

/**
 * A real PostgreSQL from npm, its data under `dataFolder`/postgres, on a loopback port with a password of its own. A server
 * already at work on that folder (another process's, or one that outlived a killed Node) is used as it is.
 */
export async function startEmbeddedPostgres(options: {
  readonly dataFolder: string;
  readonly log: (line: string) => void;
}): Promise<EmbeddedServer> {
  const { log } = options;
  const folder = path.join(path.resolve(options.dataFolder), 'postgres');
  const dataFolder = path.join(folder, 'data');
  const lock = path.join(folder, 'demarrage.verrou');
  const users = new ServerUsers(path.join(folder, 'utilisateurs'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return withStartLock(lock, async () => {
    const password = readOrMakePassword(path.join(folder, 'acces.json'));
    const running = await leftServer(dataFolder);
    if (running !== null) log(`PostgreSQL embarqué\u00a0: serveur déjà en marche sur le port ${running.port}`);
    const server = running ?? (await start(folder, dataFolder, password, log));
    const use = users.join();
    return {
      url: `postgres://${USER}:${password}@127.0.0.1:${server.port}/postgres`,
      stop: () =>
        withStartLock(lock, async () => {
          if (users.leave(use)) return;
          await stopServer(dataFolder);
          log('PostgreSQL embarqué\u00a0: arrêté');
        }),
    };
  });
}

async function start(
  folder: string,
  dataFolder: string,
  password: string,
  log: (line: string) => void,
): Promise<RunningServer> {
  const account = serverAccount(dataFolder);
  const binaries = nativeBinaries(account);
  if (!existsSync(path.join(dataFolder, 'PG_VERSION'))) {
    log('PostgreSQL embarqué\u00a0: création de la base');
    createCluster({ dataFolder, binaries, account, user: USER, password });
  }
  const logFile = path.join(folder, 'serveur.log');
  for (let attempt = 1; ; attempt++) {
    try {
      const server = await startServer({ dataFolder, logFile, binaries, account, port: await freePort() });
      log(`PostgreSQL embarqué\u00a0: prêt sur le port ${server.port}`);
      return server;
    } catch (error) {
      if (attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

function readOrMakePassword(file: string): string {
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { password: string }).password;
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${JSON.stringify({ password })}\n`, { mode: 0o600 });
  return password;
}
