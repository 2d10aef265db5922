import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/start-embedded-postgres';
import { startPrivateRedis } from '../src/platform/private-redis/start-private-redis';

/** One PostgreSQL and one Redis for the whole run: those given, else started here, Redis only where one is on PATH. */
export default async function startTestServers(): Promise<void> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'courrier-essais-'));
  const stops: (() => Promise<void>)[] = [];
  const log = () => undefined;
  process.env.TEST_DATABASE_URL = process.env.DATABASE_URL;
  if (process.env.TEST_DATABASE_URL === undefined) {
    const postgres = await startEmbeddedPostgres({ dataFolder, log });
    stops.push(postgres.stop);
    process.env.TEST_DATABASE_URL = postgres.url;
  }
  process.env.TEST_REDIS_URL = process.env.REDIS_URL;
  if (process.env.TEST_REDIS_URL === undefined) {
    const redis = await startPrivateRedis({ dataFolder, log });
    if (redis === null) delete process.env.TEST_REDIS_URL;
    else {
      stops.push(redis.stop);
      process.env.TEST_REDIS_URL = redis.url;
    }
  }
  (globalThis as { stopTestServers?: () => Promise<void> }).stopTestServers = async () => {
    for (const stop of stops) await stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
