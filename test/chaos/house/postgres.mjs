import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fromBuild } from './from-build.mjs';

const { createCluster } = fromBuild('platform/embedded-postgres/create-cluster.js');
const { nativeBinaries } = fromBuild('platform/embedded-postgres/native-binaries.js');
const { serverAccount } = fromBuild('platform/embedded-postgres/server-account.js');
const { startServer } = fromBuild('platform/embedded-postgres/server-process.js');
const { isAlive } = fromBuild('platform/embedded-postgres/start-lock.js');

const PASSWORD = 'chaos';
const POLL_MS = 25;
/** How it is told to go, as `pg_ctl stop -m` does it; SIGKILL takes the postmaster alone, as the kernel does short of memory. */
const STOPS = { fast: 'SIGINT', immediate: 'SIGQUIT' };

/** A real PostgreSQL of our own on a port that stays, so that it can go and come back under the product. */
export class Postgres {
  #server = null;

  constructor(folder, port) {
    this.dataFolder = path.join(folder, 'postgres', 'data');
    this.logFile = path.join(folder, 'logs', 'postgres.log');
    this.port = port;
    this.url = `postgres://courrier:${PASSWORD}@127.0.0.1:${port}/postgres`;
    this.account = serverAccount(this.dataFolder);
    this.binaries = nativeBinaries(this.account);
    mkdirSync(path.dirname(this.dataFolder), { recursive: true, mode: 0o700 });
    createCluster({ ...this.#place(), user: 'courrier', password: PASSWORD });
  }

  get running() {
    return this.#server !== null;
  }

  get pid() {
    return this.#server?.pid ?? null;
  }

  async start() {
    this.#server ??= await startServer({ ...this.#place(), logFile: this.logFile, port: this.port });
  }

  async stop(mode = 'fast') {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    process.kill(server.pid, STOPS[mode]);
    while (isAlive(server.pid)) await wait(POLL_MS);
  }

  #place() {
    const { dataFolder, binaries, account } = this;
    return { dataFolder, binaries, account };
  }
}
