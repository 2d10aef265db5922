import type { Queue } from 'bullmq';
import { openDatabase } from '../../../src/persistence/database';
import { OutboxRepository } from '../../../src/persistence/outbox.repository';
import { outbox } from '../../../src/persistence/tables/correspondence.tables';
import { Enqueuer } from '../../../src/pipeline/enqueuer';
import type { QueueName } from '../../../src/pipeline/job-catalogue';
import type { Logger } from '../../../src/platform/logger';
import { emptyDatabase } from '../test-servers';

/** Real: PostgreSQL and its outbox. Fake: the queue. */
describe('Enqueuer', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let opened: Awaited<ReturnType<typeof openDatabase>>;
  beforeAll(async () => {
    database = await emptyDatabase();
    opened = await openDatabase(database.url, () => undefined);
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  it('leaves a job it does not know in the outbox, says so once, and takes the others', async () => {
    const correspondenceId = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
    await opened.db.insert(outbox).values([
      { correspondenceId, job: 'constructor', revision: 1 },
      { correspondenceId, job: 'read', revision: 1 },
    ]);
    const taken: string[] = [];
    const queue = { addBulk: async (jobs: { name: string }[]) => taken.push(...jobs.map(({ name }) => name)) };
    const told: object[] = [];
    const logger = { warn: (what: object) => told.push(what), error: (what: object) => told.push(what) };
    const repository = new OutboxRepository(opened.db);
    const queues = new Map<QueueName, Queue>([['reading', queue as unknown as Queue]]);
    const enqueuer = new Enqueuer(repository, queues, logger as unknown as Logger);
    for (let round = 0; round < 2; round++) {
      enqueuer.kick();
      await enqueuer.settle();
    }
    expect(taken).toEqual(['read']);
    expect(told).toEqual([{ job: 'constructor' }]);
    expect(await repository.waiting()).toBe(1);
  });
});
