import { Queue } from 'bullmq';
import { startHouse } from '../../../src/house/start-house';
import { JOB_NAMES, JOB_OF_STATE, JOBS } from '../../../src/pipeline/job-catalogue';
import { QUEUE_PREFIX } from '../../../src/pipeline/queue-backend';
import { FakeComposer, FakeReader } from '../../fakes/fake-stage-tools';
import { ASKING_STEPS, SmallHouse } from '../../fakes/small-house';
import { until } from '../../fakes/until';
import { QUEUE_ENGINES, queueSettings, testEnvironment } from '../test-servers';

/**
 * Two workers on the same rows and queues. Real: PostgreSQL, the queue's engine, SMTP both ways. Fake: what reads, decides
 * and composes.
 */
jest.setTimeout(90_000);

/** Holds every message until it is let go, and tells of the first one. */
class HeldReader extends FakeReader {
  letGo: () => void = () => undefined;
  private readonly gate = new Promise<void>((resolve) => {
    this.letGo = resolve;
  });

  override async readEmail(bytes: Buffer) {
    this.reads++;
    await this.gate;
    return super.readEmail(bytes);
  }
}

describe.each(QUEUE_ENGINES)('two workers on $engine', ({ engine, here }) => {
  const onEngine = here ? it : it.skip;
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  }, 60_000);

  async function start(reader: FakeReader) {
    const settings = await queueSettings(engine);
    const house = await SmallHouse.start(settings, { reader });
    ends.push(() => house.stop());
    const { environment, database } = house.running.house;
    const second = await startHouse(
      testEnvironment({
        ...settings,
        ROLES: 'worker',
        DATABASE_URL: database.url,
        DATA_FOLDER: environment.DATA_FOLDER,
        SMTP_URL: environment.SMTP_URL ?? '',
        MAILBOXES: 'courrier@caf.invalid',
      }),
      { reader, steps: ASKING_STEPS, composer: new FakeComposer(), pace: { everyMs: 100, staleMs: 60_000 } },
    );
    ends.push(() => second.stop());
    return { house, settings };
  }

  onEngine('answer each message once, though each of its jobs is there three times', async () => {
    const { house, settings } = await start(new FakeReader());
    const { database } = house.running.house;
    const connection =
      engine === 'redis'
        ? { url: settings.REDIS_URL ?? '' }
        : { connectionString: database.url, schema: 'bullmq', skipMigrations: true, max: 2 };
    const queues = new Map(
      JOB_NAMES.map((job) => [
        job,
        new Queue(JOBS[job].queue, { connection: connection as object, prefix: QUEUE_PREFIX }),
      ]),
    );
    ends.push(() => Promise.all([...queues.values()].map((queue) => queue.close())));
    const COUNT = 20;
    await Promise.all(Array.from({ length: COUNT }, () => house.send()));
    const added = new Set<string>();
    await until(async () => {
      const { rows } = await database.pool.query('select id, state from correspondences');
      for (const { id, state } of rows) {
        const job = JOB_OF_STATE.get(state);
        if (job === undefined) continue;
        const data = { correspondenceId: id, revision: 1 };
        for (const jobId of [`${id}-${job}-encore`, `${id}-${job}-toujours`]) {
          if (added.has(jobId)) continue;
          added.add(jobId);
          await queues.get(job)?.add(job, data, { jobId, removeOnComplete: true });
        }
      }
      return (await house.running.house.correspondences.list([...JOB_OF_STATE.keys()], 1)).length === 0 ? true : null;
    }, 60_000);
    expect(added.size).toBeGreaterThan(COUNT);
    await until(async () => {
      const counts = await Promise.all(
        [...queues.values()].map((queue) => queue.getJobCounts('waiting', 'active', 'delayed')),
      );
      return counts.every((count) => Object.values(count).every((n) => n === 0)) ? true : null;
    }, 60_000);
    expect(house.sink.mails).toHaveLength(COUNT);
    expect(house.doubles()).toEqual([]);
    // Whoever finds a reply on its way out says that it perhaps left: an agent looks, no machine sends.
    const { 'waiting-sender': waiting = 0, 'needs-agent': perhaps = 0 } = await house.states();
    expect(waiting + perhaps).toBe(COUNT);
  });

  onEngine('never write over a decision taken meanwhile', async () => {
    const reader = new HeldReader();
    const { house } = await start(reader);
    const { correspondences, database } = house.running.house;
    await house.send();
    await until(async () => (reader.reads > 0 ? true : null));
    const { rows } = await database.pool.query<{ id: string }>('select id from correspondences');
    const id = rows[0]?.id ?? '';
    const seen = await correspondences.load(id);
    if (seen === null) throw new Error('introuvable');
    const settled = {
      state: 'set-aside',
      event: 'settled-by-agent',
      detail: {},
      reason: 'Classé.',
      raiseRevision: true,
    } as const;
    expect(await correspondences.commitStage(seen, settled)).toBe(true);
    reader.letGo();
    await house.send();
    await until(async () => ((await house.states())['waiting-sender'] === 1 ? true : null));
    expect(await correspondences.load(id)).toMatchObject({
      state: 'set-aside',
      revision: 2,
      reading: null,
      triage: null,
    });
    expect((await correspondences.journalOf(id)).map(({ event }) => event)).toEqual(['received', 'settled-by-agent']);
    expect(house.sink.mails).toHaveLength(1);
  });
});
