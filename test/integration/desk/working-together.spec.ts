import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SettleCorrespondence } from '../../../src/desk/settle-correspondence';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { Receiver } from '../../../src/intake/receiver';
import { NO_QUEUE_HERE } from '../../../src/pipeline/enqueuer';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';
import { FakeComposer, FakeReader } from '../../fakes/fake-stage-tools';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** Two agents and one item. Real: PostgreSQL, its queue, HTTP. Fake: what reads, composes and the people. */
describe('working together', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  let at: string;
  let ada: AtTheDesk;
  let bo: AtTheDesk;
  const keys: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-ensemble-'));
    database = await emptyDatabase();
    const settings = { QUEUE_BACKEND: 'postgres', DATABASE_URL: database.url, DATA_FOLDER: folder };
    running = await startHouse(testEnvironment(settings), { reader: new FakeReader(), composer: new FakeComposer() });
    at = `http://127.0.0.1:${running.httpPort}`;
    for (const name of ['Ada Essai', 'Bo Essai']) keys.push(await running.house.apiKeys.create('operate', name));
    [ada, bo] = await Promise.all([enterByKey(at, keys[0] ?? ''), enterByKey(at, keys[1] ?? '')]);
  });

  afterAll(async () => {
    await running.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  async function anItem(subject: string): Promise<string> {
    const receiver = new Receiver({ ...running.house, enqueuer: { kick: () => undefined } });
    const { id } = await receiver.receiveEmail(
      Buffer.from(`Subject: ${subject}\r\n\r\nMon mari me frappe.`),
      'ingest',
      null,
    );
    await until(
      async () => ((await running.house.correspondences.load(id))?.state === 'needs-agent' ? true : null),
      45_000,
    );
    return id;
  }

  it('gives an item to who opens it, shows the others whose it is, and lets them take it over', async () => {
    const [id, next] = [await anItem('un'), await anItem('deux')];
    expect(await (await ada.get(`/bureau/${id}`)).text()).toContain('Ouvert par vous');
    expect(await (await bo.get(`/bureau/${id}`)).text()).toContain('Ada Essai a ce courrier ouvert');
    const act = { acte: 'ecarter', revision: '1', corbeille: 'a-regler' };
    expect((await bo.post(`/bureau/${id}`, act)).status).toBe(409);
    expect((await bo.post(`/bureau/${id}`, { acte: 'reprendre', corbeille: 'a-regler' })).headers.get('location')).toBe(
      `/bureau/${id}?corbeille=a-regler`,
    );
    expect((await ada.post(`/bureau/${id}`, act)).status).toBe(409);
    // What is settled leads to the next of the basket.
    expect((await bo.post(`/bureau/${id}`, act)).headers.get('location')).toBe(`/bureau/${next}?corbeille=a-regler`);
  });

  it('lets go of an item after a while', async () => {
    const id = await anItem('trois');
    await ada.get(`/bureau/${id}`);
    await running.house.database.pool.query("update desk_locks set until = now() - interval '1 second' where id = $1", [
      id,
    ]);
    expect(await (await bo.get(`/bureau/${id}`)).text()).toContain('Ouvert par vous');
  });

  it('takes one decision of two, five hundred times', async () => {
    const { database: base } = running.house;
    const none = new Map();
    const settle = new SettleCorrespondence({
      ...running.house,
      enqueuer: NO_QUEUE_HERE,
      kinds: none,
      letters: none,
      freeFields: none,
      offices: none,
    });
    const items = await Promise.all(['quatre', 'cinq', 'six', 'sept', 'huit'].map(anItem));
    const race = async (id: string): Promise<void> => {
      for (let revision = 1; revision <= 100; revision++) {
        const decide = (by: string) => settle.settle(id, { revision, setAside: true }, by);
        const both = await Promise.all([decide('Ada Essai'), decide('Bo Essai')]);
        expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
      }
    };
    await Promise.all(items.map(race));
    const { rows } = await base.pool.query(
      "select count(*)::int as count, count(distinct (correspondence_id, revision))::int as revisions from journal where correspondence_id = any($1) and event = 'settled-by-agent'",
      [items],
    );
    expect(rows).toEqual([{ count: 500, revisions: 500 }]);
  });
});
