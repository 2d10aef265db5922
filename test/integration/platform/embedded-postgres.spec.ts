import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { readPostmasterFile } from '../../../src/platform/embedded-postgres/running-server';
import { startEmbeddedPostgres } from '../../../src/platform/embedded-postgres/start-embedded-postgres';
import { isAlive } from '../../../src/platform/embedded-postgres/start-lock';

/** Real: the server, its files, other Node processes (from dist). Fake: nothing. */
const ROOT = path.resolve(__dirname, '../../..');
const log = (): void => {};

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that starts the server on the folder, prints its address and waits. */
async function startElsewhere(dataFolder: string): Promise<{ child: ChildProcess; url: string }> {
  const program = `
    const { startEmbeddedPostgres } = require('./dist/platform/embedded-postgres/start-embedded-postgres');
    startEmbeddedPostgres({ dataFolder: ${JSON.stringify(dataFolder)}, log: () => {} })
      .then((server) => { console.log(server.url); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ['-e', program], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return { child, url };
}

describe('embedded PostgreSQL', () => {
  let dataFolder: string;

  beforeEach(() => {
    // mkdtemp makes it 0700 and ours: as root, a folder that the server's account cannot enter.
    dataFolder = mkdtempSync(path.join(tmpdir(), 'courrier-pg-'));
  });
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

  const cluster = (): string => path.join(dataFolder, 'postgres', 'data');

  it('keeps its data over a stop, on the loopback only, behind a password that nobody else can read', async () => {
    const first = await startEmbeddedPostgres({ dataFolder, log });
    await ask(first.url, `CREATE TABLE t AS SELECT 'é' AS v`);
    await expect(ask(first.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/);
    expect(await ask(first.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(statSync(path.join(dataFolder, 'postgres', 'acces.json')).mode & 0o777).toBe(0o600);
    await first.stop();
    expect(readPostmasterFile(cluster())).toBeNull();

    const second = await startEmbeddedPostgres({ dataFolder, log });
    expect(await ask(second.url, 'SELECT v FROM t')).toEqual([{ v: 'é' }]);
    await second.stop();
  });

  it('starts one server for those who ask at once, and stops it with the last', async () => {
    const all = await Promise.all([1, 2, 3].map(() => startEmbeddedPostgres({ dataFolder, log })));
    const elsewhere = await startElsewhere(dataFolder);
    expect(new Set([...all.map((one) => one.url), elsewhere.url]).size).toBe(1);
    for (const one of all) await one.stop();
    expect(await ask(elsewhere.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    elsewhere.child.kill('SIGKILL');
    await new Promise((resolve) => elsewhere.child.once('close', resolve));
    const after = await startEmbeddedPostgres({ dataFolder, log });
    expect(after.url).toBe(elsewhere.url);
    await after.stop();
    expect(readPostmasterFile(cluster())).toBeNull();
  });

  it('starts although postmaster.pid names a process that is no server', async () => {
    const first = await startEmbeddedPostgres({ dataFolder, log });
    const lines = readFileSync(path.join(cluster(), 'postmaster.pid'), 'utf8').split('\n');
    await first.stop();
    // As in a container started again: the number now belongs to this very test.
    writeFileSync(path.join(cluster(), 'postmaster.pid'), [String(process.pid), ...lines.slice(1)].join('\n'));
    const second = await startEmbeddedPostgres({ dataFolder, log });
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('recovers from a server killed outright, whose postmaster.pid lies', async () => {
    const first = await startEmbeddedPostgres({ dataFolder, log });
    await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS v');
    const pid = readPostmasterFile(cluster())?.pid ?? 0;
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));

    const second = await startEmbeddedPostgres({ dataFolder, log });
    expect(await ask(second.url, 'SELECT v FROM kept')).toEqual([{ v: 7 }]);
    await second.stop();
    await first.stop();
    const { port } = new URL(second.url);
    await expect(
      new Promise((resolve, reject) => connect(Number(port), '127.0.0.1', () => resolve(null)).on('error', reject)),
    ).rejects.toThrow(/ECONNREFUSED/);
  });
});
