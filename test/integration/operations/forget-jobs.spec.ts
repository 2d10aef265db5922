import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { chooseQueue } from '../../../src/house/house';
import { makeRetention } from '../../../src/house/make-daily-tasks';
import { openForgetJobs } from '../../../src/house/open-forget-jobs';
import type { ApplyRetention } from '../../../src/operations/retention/apply-retention';
import { jobId } from '../../../src/pipeline/job-catalogue';
import { openQueues } from '../../../src/pipeline/open-queues';
import { prepareQueueBackend, QUEUE_PREFIX } from '../../../src/pipeline/queue-backend';
import { openQueueConnections, type QueueConnections } from '../../../src/pipeline/queue-connections';
import { parisDate } from '../../../src/platform/clock';
import { createLogger } from '../../../src/platform/logger';
import { until } from '../../fakes/until';
import { QUEUE_ENGINES, queueSettings } from '../test-servers';
import { type HouseWithMail, houseWithMail } from './house-with-mail';

/**
 * What the queues hold of an item goes with it, in whatever state its jobs are. Real: PostgreSQL, the queue's engine, retention, its
 * rules. Fake: the mail is invented, made old by hand, and its jobs are put there as a stray worker would leave them.
 */
describe.each(QUEUE_ENGINES)('jobs of erased items on $engine', ({ engine, here }) => {
  const onEngine = here ? it : it.skip;
  let mail: HouseWithMail;
  let connections: QueueConnections;
  let queues: ReturnType<typeof openQueues>;
  let retention: ApplyRetention;
  let redisUrl = '';
  const workers: Worker[] = [];

  beforeAll(async () => {
    if (!here) return;
    const settings = await queueSettings(engine);
    redisUrl = settings.REDIS_URL ?? '';
    mail = await houseWithMail(settings);
    const { backend } = await chooseQueue(mail.house);
    await prepareQueueBackend(backend);
    connections = openQueueConnections(backend, 'essai', createLogger('silent'));
    queues = openQueues(connections);
    retention = makeRetention(mail.house, await openForgetJobs(mail.house));
  });
  afterAll(async () => {
    if (!here) return;
    await Promise.all([...workers, ...queues.values()].map((one) => one.close()));
    await connections.close();
    await mail.close();
  });

  const queue = (name: 'reading' | 'triage' | 'composition' | 'dispatch') => {
    const found = queues.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const erased = async (text: string): Promise<string> => {
    const id = await mail.receive(text);
    await mail.answer(id, `PDF ${text}`);
    await mail.age(id, 4_000);
    await mail.house.database.pool.query('update correspondences set revision = 3 where id = $1', [id]);
    return id;
  };
  const apply = () => retention.apply(parisDate(new Date()), new AbortController().signal);
  /** Where the engine holds these characters: names of keys, or of tables. */
  const placesOf = (id: string) => (engine === 'redis' ? placesInRedis(redisUrl, id) : placesInPostgres(id));

  onEngine('go in every state, whatever the engine told of them, and leave those of others', async () => {
    const [id, other] = [await erased('Subject: un\r\n\r\nun'), await mail.receive('Subject: deux\r\n\r\ndeux')];
    const data = { correspondenceId: id, revision: 1 };
    const at = (revision: number) => ({ jobId: jobId('read', { correspondenceId: id, revision }) });
    await queue('reading').add('read', data, at(1));
    await queue('reading').add('read', data, { ...at(2), delay: 3_600_000 });
    await queue('reading').add('read', data, { ...at(3), priority: 5 });
    await queue('reading').add(
      'read',
      { correspondenceId: other, revision: 1 },
      { jobId: jobId('read', { correspondenceId: other, revision: 1 }) },
    );
    // Kept, as an older version of the program may have left them.
    const kept = { removeOnComplete: false, removeOnFail: false };
    await queue('triage').add('triage', data, { jobId: jobId('triage', data), ...kept });
    await queue('dispatch').add('dispatch', data, { jobId: jobId('dispatch', data), ...kept });
    work('triage', async () => undefined);
    work('dispatch', () => Promise.reject(new Error('essai')));
    await until(async () => ((await queue('triage').getCompletedCount()) === 1 ? true : null));
    await until(async () => ((await queue('dispatch').getFailedCount()) === 1 ? true : null));
    expect(await placesOf(id)).not.toEqual([]);

    expect(await apply()).toMatchObject([{ counts: { correspondences: 1 } }]);
    expect(await placesOf(id)).toEqual([]);
    expect(await queue('reading').getJob(jobId('read', { correspondenceId: other, revision: 1 }))).toBeDefined();
  });

  onEngine('hold the certificate up while a worker has one in its hands', async () => {
    const id = await erased('Subject: trois\r\n\r\ntrois');
    const data = { correspondenceId: id, revision: 1 };
    let begin = (): void => undefined;
    let end = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    work('composition', () => {
      begin();
      return ended;
    });
    await queue('composition').add('compose', data, { jobId: jobId('compose', data), removeOnComplete: true });
    await begun;
    expect(await apply()).toEqual([]);
    expect((await mail.load(id)).erased).not.toBeNull();
    end();
    await until(async () => ((await queue('composition').getActiveCount()) === 0 ? true : null));
    expect(await apply()).toMatchObject([{ counts: { correspondences: 1 } }]);
    expect(await placesOf(id)).toEqual([]);
  });

  function work(name: string, done: () => Promise<void>): void {
    const worker = new Worker(name, done, { connection: connections.worker(), prefix: QUEUE_PREFIX });
    worker.on('error', () => undefined);
    workers.push(worker);
  }

  async function placesInPostgres(id: string): Promise<string[]> {
    const { pool } = mail.house.database;
    const tables = await pool.query("select tablename as name from pg_tables where schemaname = 'bullmq'");
    const found: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await pool.query(`select 1 from bullmq."${name}" one where one::text like $1 limit 1`, [
        `%${id}%`,
      ]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  }
});

async function placesInRedis(url: string, id: string): Promise<string[]> {
  const redis = new Redis(url);
  const found: string[] = [];
  for await (const keys of redis.scanStream({ count: 1_000 }) as AsyncIterable<string[]>)
    for (const key of keys) if (key.includes(id) || (await contentOf(redis, key)).includes(id)) found.push(key);
  await redis.quit();
  return found;
}

async function contentOf(redis: Redis, key: string): Promise<string> {
  const read: Readonly<Record<string, () => Promise<unknown>>> = {
    string: () => redis.get(key),
    hash: () => redis.hgetall(key),
    list: () => redis.lrange(key, 0, -1),
    set: () => redis.smembers(key),
    zset: () => redis.zrange(key, 0, -1),
    stream: () => redis.xrange(key, '-', '+'),
  };
  const ask = read[await redis.type(key)];
  if (ask === undefined) throw new Error(`clé d’un genre inconnu : ${key}`);
  return JSON.stringify(await ask());
}
