import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { Receiver } from '../../../src/intake/receiver';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';
import { FakeComposer, FakeReader } from '../../fakes/fake-stage-tools';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** Decisions that can be taken back, or wait for a colleague. Real: PostgreSQL, its queue, HTTP. Fake: what reads, composes and the people. */
describe('pending decisions', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  let ada: AtTheDesk;
  let bo: AtTheDesk;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-decisions-'));
    database = await emptyDatabase();
    const settings = { QUEUE_BACKEND: 'postgres', DATABASE_URL: database.url, DATA_FOLDER: folder, UNDO_SECONDS: '60' };
    running = await startHouse(testEnvironment(settings), { reader: new FakeReader(), composer: new FakeComposer() });
    const at = `http://127.0.0.1:${running.httpPort}`;
    const enter = async (name: string) => enterByKey(at, await running.house.apiKeys.create('operate', name));
    [ada, bo] = [await enter('Ada Essai'), await enter('Bo Essai')];
  });

  afterAll(async () => {
    await running.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const query = (text: string, values: unknown[] = []) => running.house.database.pool.query(text, values);
  const stateOf = async (id: string) => (await running.house.correspondences.load(id))?.state;

  async function anItem(subject: string): Promise<string> {
    const receiver = new Receiver({ ...running.house, enqueuer: { kick: () => undefined } });
    const { id } = await receiver.receiveEmail(
      Buffer.from(`Subject: ${subject}\r\n\r\nMon mari me frappe.`),
      'ingest',
      null,
    );
    await until(async () => ((await stateOf(id)) === 'needs-agent' ? true : null), 45_000);
    return id;
  }
  const aside = { acte: 'ecarter', revision: '1', corbeille: 'a-regler' };

  it('does nothing until the seconds are over, and nothing at all of what is taken back', async () => {
    const id = await anItem('un');
    const decided = await ada.post(`/bureau/${id}`, aside);
    expect(decided.headers.get('location')).toContain(`annuler=${id}`);
    expect(await (await ada.get(decided.headers.get('location') ?? '')).text()).toContain('Annuler l’envoi');
    // Neither again nor by somebody else: one decision stands.
    expect((await ada.post(`/bureau/${id}`, aside)).status).toBe(409);
    expect(await (await bo.get(`/bureau/${id}`)).text()).toContain('Ada Essai a décidé de ce courrier');
    expect((await ada.post(`/bureau/${id}`, { acte: 'annuler' })).status).toBe(303);
    expect(await stateOf(id)).toBe('needs-agent');
    expect((await query('select 1 from desk_pending')).rowCount).toBe(0);
    expect((await ada.post(`/bureau/${id}`, aside)).status).toBe(303);
    await query("update desk_pending set due_at = now() - interval '1 second'");
    await until(async () => ((await stateOf(id)) === 'set-aside' ? true : null), 45_000);
    await until(async () => ((await query('select 1 from desk_pending')).rowCount === 0 ? true : null), 45_000);
    expect((await ada.post(`/bureau/${id}`, { acte: 'annuler' })).status).toBe(409);
  });

  it('has a colleague approve, and nobody their own', async () => {
    const id = await anItem('deux');
    expect((await ada.post(`/bureau/${id}`, { ...aside, approbation: 'oui' })).status).toBe(303);
    const basket = await (await bo.get('/bureau?corbeille=a-approuver')).text();
    expect(basket).toContain(`/bureau/${id}`);
    expect((await ada.post(`/bureau/${id}`, { acte: 'approuver' })).status).toBe(409);
    expect(await stateOf(id)).toBe('needs-agent');
    const both = await Promise.all([1, 2].map(() => bo.post(`/bureau/${id}`, { acte: 'approuver' })));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await running.house.correspondences.load(id)).toMatchObject({
      state: 'set-aside',
      revision: 2,
      settlement: { by: 'Ada Essai, approuvé par Bo Essai' },
    });
    const { rows } = await query("select encode(decision, 'escape') as text from desk_pending");
    expect(JSON.stringify(rows)).not.toContain('Ada');
  });

  it('says at once what cannot be done', async () => {
    const id = await anItem('trois');
    const person = { acte: 'personne', numero: '9999999', role: 'allocataire', revision: '1' };
    expect(await (await ada.post(`/bureau/${id}`, person)).text()).toContain('Cette personne n’est pas au répertoire.');
    expect((await query('select 1 from desk_pending')).rowCount).toBe(0);
  });
});
