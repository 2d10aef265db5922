import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';

const PROGRAMS = ['redis-server', 'valkey-server'];
const READY_MS = 30_000;
const POLL_MS = 50;

/** The program of a Redis on PATH; null where there is none. */
export const findRedis = () => PROGRAMS.find((program) => spawnSync(program, ['--version']).status === 0) ?? null;

/** A real Redis of our own with its append-only file, on a port that stays. */
export class RedisServer {
  #child = null;

  constructor(program, folder, port) {
    this.program = program;
    this.folder = path.join(folder, 'redis');
    this.logFile = path.join(folder, 'logs', 'redis.log');
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
    mkdirSync(this.folder, { recursive: true });
  }

  get running() {
    return this.#child !== null;
  }

  get pid() {
    return this.#child?.pid ?? null;
  }

  async start() {
    if (this.#child !== null) return;
    const log = openSync(this.logFile, 'a');
    const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
    const child = spawn(this.program, ['--port', String(this.port), '--dir', this.folder, ...settings], {
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    await this.#ready();
  }

  /** @param signal SIGTERM to let it write its file out, SIGKILL not to */
  async stop(signal = 'SIGTERM') {
    const child = this.#child;
    if (child === null) return;
    this.#child = null;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /** Everything it held is gone, as after a failover to an empty one. */
  wipe() {
    return this.#with((redis) => redis.flushall());
  }

  /** The jobs of a queue that are under a lock at this moment, each with its lock's token: another one each time it is taken up. */
  lockedJobs(queue) {
    return this.#with(async (redis) => {
      const active = await redis.lrange(`{courrier}:${queue}:active`, 0, -1);
      const tokens = await Promise.all(active.map((id) => redis.get(`{courrier}:${queue}:${id}:lock`)));
      return active.flatMap((id, index) => (tokens[index] === null ? [] : [{ id, token: tokens[index] }]));
    });
  }

  async #ready() {
    const end = performance.now() + READY_MS;
    while (performance.now() < end) {
      const answers = await this.#with((redis) => redis.ping()).catch(() => null);
      if (answers === 'PONG') return;
      await wait(POLL_MS);
    }
    throw new Error('redis-server did not start');
  }

  async #with(ask) {
    const redis = new Redis(this.url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return await ask(redis);
    } finally {
      redis.disconnect();
    }
  }
}
