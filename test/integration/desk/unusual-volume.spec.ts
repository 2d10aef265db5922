import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { USUAL_IN_AN_HOUR } from '../../../src/domain/desk/usual-volume';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { atTheDesk } from '../../fakes/at-the-desk';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** Far more than work explains. Real: PostgreSQL, HTTP, the journal, the metrics. Fake: nothing; the people are invented. */
describe('an unusual volume', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  let at: string;
  let ada: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-volume-'));
    database = await emptyDatabase();
    const settings = { QUEUE_BACKEND: 'postgres', DATABASE_URL: database.url, DATA_FOLDER: folder };
    running = await startHouse(testEnvironment(settings));
    at = `http://127.0.0.1:${running.httpPort}`;
    const person = { login: 'ada', name: 'Ada Essai', role: 'supervisor', passwordHash: null } as const;
    ada = (await running.house.accounts.create(person)) ?? '';
  });

  afterAll(async () => {
    await running.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const alarms = async () =>
    (await running.house.database.pool.query("select detail from journal where event = 'unusual-volume'")).rows;
  const desk = async () => atTheDesk(at, await running.house.sessions.open({ accountId: ada }));

  it('is told once an hour, by journal, board and metric, however many do it at once', async () => {
    const { deskJournal, volumes } = running.house;
    const reveal = () => deskJournal.tell('nir-revealed', ada, null);
    // The hour must not turn between the first and the last.
    await Promise.all(Array.from({ length: USUAL_IN_AN_HOUR.reveal }, reveal));
    const hours = await running.house.database.pool.query(
      "select count(*)::int as n from desk_volumes where act = 'reveal'",
    );
    if (hours.rows[0].n > 1) await Promise.all(Array.from({ length: USUAL_IN_AN_HOUR.reveal }, reveal));
    else expect(await alarms()).toEqual([]);
    await Promise.all(Array.from({ length: 5 }, reveal));
    expect(await alarms()).toEqual([{ detail: { by: ada, act: 'reveal', inAnHour: USUAL_IN_AN_HOUR.reveal + 1 } }]);
    const [alarm] = await volumes.alarms();
    expect(alarm).toMatchObject({ name: 'Ada Essai', act: 'reveal' });
    const board = await (await (await desk()).get('/bureau/tableau')).text();
    expect(board).toContain('Activité inhabituelle');
    expect(board).toMatch(/Ada Essai\u00a0: \d+ NIR vus en entier/);
    const key = await running.house.apiKeys.create('operate', 'mesures');
    await until(async () => {
      const metrics = await (await fetch(`${at}/metrics`, { headers: { authorization: `Bearer ${key}` } })).text();
      return metrics.includes('courrier_unusual_volumes{act="reveal"} 1') ? true : null;
    }, 30_000);
  });

  it('counts what is searched at the desk, and looks at people over HTTP too', async () => {
    await (await desk()).post('/bureau/recherche', { numero: 'attestation' });
    const key = await running.house.apiKeys.create('operate', 'programme');
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ numeroAllocataire: '0260311' });
    await fetch(`${at}/api/persons/correspondences`, { method: 'POST', headers, body });
    const { rows } = await running.house.database.pool.query(
      "select count(distinct by_id)::int as people, sum(count)::int as count from desk_volumes where act = 'search'",
    );
    expect(rows).toEqual([{ people: 2, count: 2 }]);
  });

  it('forgets counts after a month', async () => {
    await running.house.database.pool.query(
      "update desk_volumes set hour = hour - interval '32 days' where act = 'reveal'",
    );
    expect(await running.house.volumes.forgetOld()).toBe(1);
    expect((await running.house.volumes.countAlarms()).size).toBe(0);
  });
});
