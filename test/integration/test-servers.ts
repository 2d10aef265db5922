import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Environment } from '../../src/config/environment.schema';
import { parseEnvironment } from '../../src/config/environment.schema';

/** Servers of this run: see start-test-servers.ts. A spec gets a database of its own and an empty Redis database. */
const DATABASE = process.env.TEST_DATABASE_URL;
const REDIS = process.env.TEST_REDIS_URL;

let made = 0;

export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  if (DATABASE === undefined) throw new Error('pas de PostgreSQL pour cet essai');
  const name = `essai_${process.pid}_${++made}`;
  const run = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: DATABASE });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create database ${name}`);
  const url = new URL(DATABASE);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}

/** Empties this jest worker's own Redis database and returns its address. */
export async function emptyRedis(): Promise<string> {
  if (REDIS === undefined) throw new Error('pas de Redis pour cet essai');
  const url = new URL(REDIS);
  url.pathname = `/${Number(process.env.JEST_WORKER_ID ?? '1') % 16}`;
  const redis = new Redis(url.href);
  await redis.flushdb();
  await redis.quit();
  return url.href;
}

/** The two engines that carry the queues; the one that is not here is skipped and counted as skipped. */
export const QUEUE_ENGINES = [
  { engine: 'redis', here: REDIS !== undefined },
  { engine: 'postgres', here: true },
] as const;

export async function queueSettings(engine: 'redis' | 'postgres'): Promise<Record<string, string>> {
  return engine === 'postgres' ? { QUEUE_BACKEND: 'postgres' } : { REDIS_URL: await emptyRedis() };
}

export function testEnvironment(settings: Readonly<Record<string, string>>): Environment {
  const key = Buffer.alloc(32, 9).toString('base64');
  const parsed = parseEnvironment({
    COURRIER_KEYS: `essai:${key}`,
    COURRIER_INDEX_KEY: key,
    LOG_LEVEL: 'silent',
    // One invented sender writes the same again and again: what is limited is tried where it is the subject.
    ANSWER_WINDOW: '0',
    // Nobody waits for what no spec takes back.
    UNDO_SECONDS: '0',
    PORT: '0',
    HTTP_HOST: '127.0.0.1',
    ...settings,
  });
  if (!parsed.ok) throw new Error(parsed.error.join('\n'));
  return parsed.value;
}
