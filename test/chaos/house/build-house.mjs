import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { OFFICE } from '../../fixtures/demo/make/mail.mjs';
import { directoryLine, personOf } from '../load/people.mjs';
import { freePorts } from './free-ports.mjs';
import { ROOT } from './from-build.mjs';
import { Postgres } from './postgres.mjs';
import { ProductProcess } from './product-process.mjs';
import { RedisServer } from './redis.mjs';
import { Sink } from './sink.mjs';
import { StoreVolume } from './store-volume.mjs';

const run = promisify(execFile);
/** Whose word the product believes on who sent a message; the senders of the load speak as this relay. */
const RELAY = 'relais.demo.invalid';
const ROLES = { web: 'web', intake: 'intake', 'worker a': 'worker', 'worker b': 'worker' };
/** Of a small volume: what intake leaves to the replies. */
const DISK_RESERVE_MB = 16;
const key = () => randomBytes(32).toString('base64');

/**
 * The whole house in a folder: PostgreSQL, Redis (none where the queues are to live in PostgreSQL), outgoing server, the store's
 * volume and the product's processes, with everyone of the load in its directory. Nothing of the product runs yet.
 * @param ownVolume the documents on a small volume in memory that can be filled; else in the folder, on its disk
 * @param settings of the environment, besides the house's own
 */
export async function buildHouse({ folder, redisProgram, items, workers = 2, ownVolume = true, settings = {} }) {
  mkdirSync(path.join(folder, 'logs'), { recursive: true });
  const [postgresPort, redisPort, sinkPort, httpPort, smtpPort] = await freePorts(5);
  const postgres = new Postgres(folder, postgresPort);
  const redis = redisProgram === null ? null : new RedisServer(redisProgram, folder, redisPort);
  const sink = new Sink(sinkPort);
  const store = new StoreVolume(folder);
  if (ownVolume) store.mount(Math.max(256, Math.ceil(items.length / 8)));
  const [printFolder, scanFolder] = ['print', 'scans'].map((name) => path.join(folder, name));
  for (const made of [printFolder, scanFolder]) mkdirSync(made);
  const indexKey = key();
  const environment = {
    PATH: process.env.PATH,
    DATABASE_URL: postgres.url,
    ...(redis === null ? { QUEUE_BACKEND: 'postgres' } : { REDIS_URL: redis.url }),
    DATA_FOLDER: path.join(folder, 'data'),
    DOCUMENTS: store.folder,
    DISK_RESERVE_MB: String(DISK_RESERVE_MB),
    PRINT_FOLDER: printFolder,
    SCAN_FOLDER: scanFolder,
    SMTP_URL: sink.url,
    SMTP_LISTEN: `127.0.0.1:${smtpPort}`,
    PORT: String(httpPort),
    HTTP_HOST: '127.0.0.1',
    MAILBOXES: OFFICE,
    // Ten thousand answers in ten minutes are the load here, not a loop.
    ANSWERS_PER_HOUR: '0',
    TRUSTED_RELAYS: `127.0.0.1=${RELAY}`,
    COURRIER_KEYS: `chaos:${key()}`,
    COURRIER_SIGNING_KEYS: `chaos:${key()}`,
    COURRIER_INDEX_KEY: indexKey,
    ...settings,
  };
  const names = Object.keys(ROLES).slice(0, 2 + workers);
  const processes = Object.fromEntries(
    names.map((name) => [name, new ProductProcess(name, { ...environment, ROLES: ROLES[name] }, folder)]),
  );
  await postgres.start();
  await redis?.start();
  await sink.start();
  const courrier = (...args) => run(process.execPath, [path.join(ROOT, 'dist/cli.js'), ...args], { env: environment });
  const directory = path.join(folder, 'directory.ndjson');
  writeFileSync(directory, items.map(({ n }) => `${directoryLine(personOf(n))}\n`).join(''));
  await courrier('directory', 'import', directory);
  const { key: apiKey } = JSON.parse((await courrier('api-key', 'create', '--scope', 'ingest', '--json')).stdout);
  return {
    folder,
    postgres,
    redis,
    sink,
    store,
    processes,
    courrier,
    printFolder,
    scanFolder,
    indexKey,
    apiKey,
    smtpPort,
    httpUrl: `http://127.0.0.1:${httpPort}`,
    start: (late = []) =>
      Promise.all(names.filter((name) => !late.includes(name)).map((name) => processes[name].start())),
    startLate: (late) => Promise.all(late.map((name) => processes[name].start())),
    /** Everything that a fault may have left down is up again. */
    async heal() {
      store.empty();
      sink.behaveWell();
      await Promise.all([postgres.start(), redis?.start(), sink.start()]);
    },
    async stop() {
      const ended = await Promise.all(Object.values(processes).map((one) => one.stop()));
      return names.filter((_, index) => !ended[index]);
    },
    async close() {
      await Promise.all(Object.values(processes).map((one) => one.stop()));
      await sink.stop();
      await redis?.stop('SIGKILL');
      await postgres.stop('immediate');
      store.unmount();
    },
  };
}
