import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/start-embedded-postgres';
import { startPrivateRedis } from '../src/platform/private-redis/start-private-redis';

/** One PostgreSQL and one Redis for the whole run: those given, else started here, Redis only where one is on PATH. */
export default async function startTestServers(): Promise<void> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'courrier-essais-'));
  const stops: (() => Promise<void>)[] = [];
  const started = <T extends { readonly url: string; stop(): Promise<void> }>(server: T | null): string | undefined => {
    if (server !== null) stops.push(server.stop);
    return server?.url;
  };
  const where = { dataFolder, log: () => undefined };
  // Set only where there is one: an undefined variable of the environment would become the text «undefined».
  const database = process.env.DATABASE_URL ?? started(await startEmbeddedPostgres(where));
  if (database !== undefined) process.env.TEST_DATABASE_URL = database;
  const redis = process.env.REDIS_URL ?? started(await startPrivateRedis(where));
  if (redis !== undefined) process.env.TEST_REDIS_URL = redis;
  (globalThis as { stopTestServers?: () => Promise<void> }).stopTestServers = async () => {
    for (const stop of stops) await stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
