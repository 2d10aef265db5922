import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type House, openHouse } from '../../../src/house/house';
import { Receiver } from '../../../src/intake/receiver';
import { NO_QUEUE_HERE } from '../../../src/pipeline/enqueuer';
import { JOB_NAMES, type JobName } from '../../../src/pipeline/job-catalogue';
import { RerunCorrespondence } from '../../../src/pipeline/rerun-correspondence';
import type { StageOutcome } from '../../../src/pipeline/stage';
import { FinalFailure, TransientFailure } from '../../../src/pipeline/stage-failure';
import { StageRunner } from '../../../src/pipeline/stage-runner';
import { createLogger } from '../../../src/platform/logger';
import { FakeReader } from '../../fakes/fake-stage-tools';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** What a failing stage costs its item. Real: PostgreSQL, rows, journal. Fake: the stage, and the queue that would try again. */
describe('StageRunner', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let house: House;
  let count = 0;
  let stage: () => Promise<StageOutcome>;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-etapes-'));
    database = await emptyDatabase();
    house = await openHouse(
      testEnvironment({ DATABASE_URL: database.url, DATA_FOLDER: folder }),
      createLogger('silent'),
    );
  });
  afterAll(async () => {
    await house.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const receive = async (): Promise<string> => {
    const receiver = new Receiver({ ...house, enqueuer: NO_QUEUE_HERE });
    return (await receiver.receiveEmail(Buffer.from(`Subject: ${++count}\r\n\r\n`), 'ingest', null)).id;
  };
  const runner = (): StageRunner =>
    new StageRunner(
      JOB_NAMES.map((job: JobName) => ({ job, run: () => stage() })),
      { ...house, enqueuer: NO_QUEUE_HERE },
    );
  const run = (id: string, { lastTry = false, revision = 1 } = {}, by = runner()) =>
    by.run('read', { correspondenceId: id, revision }, lastTry);
  const row = async (id: string) => {
    const { rows } = await house.database.pool.query(
      'select state, starts, reason, held_since as "heldSince" from correspondences where id = $1',
      [id],
    );
    return rows[0] as { state: string; starts: number; reason: string | null; heldSince: Date | null };
  };
  const throws = (error: unknown) => {
    stage = () => Promise.reject(error);
  };
  const reads = () => {
    stage = async () => ({ kind: 'advance', to: 'triage', reading: await new FakeReader().readEmail(Buffer.from('')) });
  };

  it('costs an item nothing that its surroundings are away, for as long as it takes', async () => {
    const id = await receive();
    throws(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    for (let round = 0; round < 30; round++) await expect(run(id)).rejects.toThrow('en attente');
    expect(await row(id)).toMatchObject({ state: 'received', starts: 0, heldSince: null });
    await run(id, { lastTry: true });
    const held = await row(id);
    expect(held).toMatchObject({
      state: 'received',
      starts: 0,
      reason: expect.stringMatching(/«\u00a0lecture\u00a0» attend/),
    });
    await run(id, { lastTry: true });
    expect(await row(id)).toEqual(held);
    expect((await house.correspondences.journalOf(id)).map(({ event }) => event)).toEqual(['received', 'held']);
    reads();
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'triage', starts: 0, reason: null, heldSince: null });
  });

  it('gives an item’s own fault six chances, over however many queues', async () => {
    const id = await receive();
    throws(new TypeError('x'));
    for (let round = 0; round < 5; round++) await expect(run(id)).rejects.toThrow('étape en échec');
    expect(await row(id)).toMatchObject({ state: 'received', starts: 5 });
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'failed', reason: expect.stringMatching(/après plusieurs essais/) });
  });

  it('fails at once what no retry mends, with the reason', async () => {
    const id = await receive();
    throws(new FinalFailure('Document absent.'));
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'failed', reason: expect.stringMatching(/^Document absent\./) });
  });

  it('fails an item whose row no longer opens, instead of trying for ever', async () => {
    const id = await receive();
    await house.database.pool.query(`update correspondences set envelope = '\\x0101' where id = $1`, [id]);
    reads();
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'failed', reason: expect.stringMatching(/ne s’ouvre plus/) });
  });

  it('stops starting an item whose process died six times, and starts its count anew when an agent runs it again', async () => {
    const id = await receive();
    // What a death leaves: the start was counted, and nothing after it.
    for (let death = 0; death < 6; death++)
      await house.starts.begin({ correspondenceId: id, revision: 1 }, ['received'], { untried: false });
    let ran = false;
    stage = async () => {
      ran = true;
      return { kind: 'dropped' };
    };
    await run(id);
    expect(ran).toBe(false);
    expect(await row(id)).toMatchObject({ state: 'failed', reason: expect.stringMatching(/interrompue/) });
    await new RerunCorrespondence(house.correspondences, house.ledger, NO_QUEUE_HERE).rerun(id);
    reads();
    await run(id, { revision: 2 });
    expect(await row(id)).toMatchObject({ state: 'triage', starts: 0 });
  });

  it('runs those that died together one after the other, so that one takes no other along', async () => {
    const ids = [await receive(), await receive(), await receive()];
    for (const id of ids)
      await house.starts.begin({ correspondenceId: id, revision: 1 }, ['received'], { untried: false });
    let together = 0;
    let most = 0;
    stage = async () => {
      most = Math.max(most, ++together);
      await house.database.pool.query('select 1');
      together--;
      return { kind: 'set-aside', reason: 'Essai.' };
    };
    const by = runner();
    await Promise.all(ids.map((id) => run(id, {}, by)));
    expect(most).toBe(1);
    for (const id of ids) expect(await row(id)).toMatchObject({ state: 'set-aside', starts: 0 });
  });

  it('writes nothing where a newer decision has overtaken it', async () => {
    const id = await receive();
    stage = async () => {
      await house.database.pool.query(`update correspondences set revision = 2 where id = $1`, [id]);
      return { kind: 'set-aside', reason: 'Trop tard.' };
    };
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'received', reason: null });
    await run(id);
    expect(await row(id)).toMatchObject({ state: 'received', starts: expect.any(Number) });
  });

  it('keeps an item under way where its failure cannot be stored', async () => {
    const id = await receive();
    throws(new FinalFailure('Document absent.'));
    const away = new Error('Connection terminated unexpectedly');
    const by = new StageRunner(
      JOB_NAMES.map((job) => ({ job, run: () => stage() })),
      {
        ...house,
        enqueuer: NO_QUEUE_HERE,
        correspondences: Object.assign(Object.create(house.correspondences), {
          commitStage: () => Promise.reject(away),
        }),
      },
    );
    await expect(run(id, { lastTry: true }, by)).rejects.toThrow(away);
    expect(await row(id)).toMatchObject({ state: 'received' });
    await run(id, { lastTry: true });
    expect(await row(id)).toMatchObject({ state: 'failed' });
  });

  it('reruns all that failed since a day, and reads the unreadable again', async () => {
    const rerun = new RerunCorrespondence(house.correspondences, house.ledger, NO_QUEUE_HERE);
    const [failed, unopenable] = [await receive(), await receive()];
    throws(new FinalFailure('x.'));
    await run(failed);
    await run(unopenable);
    await house.database.pool.query(`update correspondences set envelope = '\\x0101' where id = $1`, [unopenable]);
    const told = new Map<string, boolean>();
    await rerun.rerunFailed('2999-01-01', (id, done) => told.set(id, done));
    expect(told.size).toBe(0);
    await rerun.rerunFailed('2026-01-01', (id, done) => told.set(id, done));
    expect([told.get(failed), told.get(unopenable)]).toEqual([true, false]);
    const reading = { ...(await new FakeReader().readEmail(Buffer.from(''))), readability: 'unreadable' as const };
    stage = async () => ({ kind: 'advance', to: 'triage', reading });
    await run(failed, { revision: 2 });
    stage = async () => ({ kind: 'needs-agent', reason: 'Illisible.' });
    await runner().run('triage', { correspondenceId: failed, revision: 2 }, false);
    expect(await rerun.rerun(failed)).toMatchObject({ ok: true });
    expect(await row(failed)).toMatchObject({ state: 'reading' });
    throws(new TransientFailure('x'));
    expect(await rerun.rerun(failed)).toMatchObject({ ok: false });
  });
});
