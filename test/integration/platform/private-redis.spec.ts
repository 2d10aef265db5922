import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Redis from 'ioredis';
import { answersPing } from '../../../src/platform/private-redis/redis-access';
import { startPrivateRedis } from '../../../src/platform/private-redis/start-private-redis';

/** Real: a redis-server or valkey-server on PATH. Without one only the refusal is tested. */
const ROOT = path.resolve(__dirname, '../../..');
const isThere = ['redis-server', 'valkey-server'].some((name) => spawnSync(name, ['--version']).status === 0);
const log = (): void => {};

describe('private Redis', () => {
  let dataFolder: string;

  beforeEach(() => {
    dataFolder = mkdtempSync(path.join(tmpdir(), 'courrier-redis-'));
  });
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

  it('is null where no server is on PATH', () => {
    const program = `
      const { startPrivateRedis } = require('./dist/platform/private-redis/start-private-redis');
      startPrivateRedis({ dataFolder: ${JSON.stringify(dataFolder)}, log: () => {} }).then((r) => console.log(r));`;
    const run = spawnSync(process.execPath, ['-e', program], {
      cwd: ROOT,
      env: { PATH: dataFolder },
      encoding: 'utf8',
    });
    expect(run.stdout.trim()).toBe('null');
  });

  (isThere ? it : it.skip)('keeps its data over a stop and refuses whoever has no password', async () => {
    const first = await startPrivateRedis({ dataFolder, log });
    if (first === null) throw new Error('expected a server');
    const client = new Redis(first.url);
    expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    await client.set('clé', 'gardée');
    client.disconnect();
    const stranger = new Redis(first.url.replace(/:[^:@]+@/, ':wrong@'), {
      lazyConnect: true,
      retryStrategy: () => null,
    });
    stranger.on('error', () => {});
    await expect(stranger.get('clé')).rejects.toThrow(/WRONGPASS|closed/);
    stranger.disconnect();

    const again = await startPrivateRedis({ dataFolder, log });
    expect(again?.url).toBe(first.url);
    await again?.stop();
    await first.stop();

    const second = await startPrivateRedis({ dataFolder, log });
    const reader = new Redis(second?.url ?? '');
    expect(await reader.get('clé')).toBe('gardée');
    reader.disconnect();
    await second?.stop();
  });

  (isThere ? it : it.skip)('goes when the process that started it is killed', async () => {
    const program = `
      const { startPrivateRedis } = require('./dist/platform/private-redis/start-private-redis');
      startPrivateRedis({ dataFolder: ${JSON.stringify(dataFolder)}, log: () => {} })
        .then(() => { console.log('ready'); setInterval(() => {}, 1000); });`;
    const child = spawn(process.execPath, ['-e', program], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const file = path.join(dataFolder, 'redis', 'acces.json');
    expect(existsSync(file)).toBe(true);
    const access = JSON.parse(readFileSync(file, 'utf8'));
    expect(await answersPing(access)).toBe(true);
    child.kill('SIGKILL');
    const deadline = Date.now() + 10_000;
    while ((await answersPing(access)) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await answersPing(access)).toBe(false);
  });
});
