import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningHouse, startHouse } from '../../src/house/start-house';
import { Receiver } from '../../src/intake/receiver';
import { FakeComposer, FakeReader } from '../fakes/fake-stage-tools';
import { until } from '../fakes/until';
import { emptyDatabase, testEnvironment } from './test-servers';

/**
 * A key that was lost, a value and a document that were changed by hand: what that costs, and what it does not.
 * Real: PostgreSQL, its queue, document store, HTTP. Fake: what reads and composes.
 */
describe('what does not open any more', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse | undefined;
  const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-cles-'));
    database = await emptyDatabase();
  });
  afterEach(() => running?.stop());
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  async function start(keys: string, roles = 'web,intake,worker'): Promise<RunningHouse> {
    const settings = { QUEUE_BACKEND: 'postgres', DATABASE_URL: database.url, DATA_FOLDER: folder, ROLES: roles };
    running = await startHouse(testEnvironment({ ...settings, COURRIER_KEYS: keys }), {
      reader: new FakeReader(),
      composer: new FakeComposer(),
      pace: { everyMs: 100, staleMs: 2_000 },
    });
    return running;
  }

  async function receive({ house }: RunningHouse, text: string): Promise<string> {
    const receiver = new Receiver({ ...house, enqueuer: { kick: () => undefined } });
    return (await receiver.receiveEmail(Buffer.from(`Subject: essai\r\n\r\n255081416802538 ${text}`), 'ingest', null))
      .id;
  }

  const reaches = ({ house }: RunningHouse, id: string, state: string) =>
    until(async () => {
      const shown = await house.correspondences.show(id);
      return shown?.state === state ? shown : null;
    });

  async function agent({ house, httpPort }: RunningHouse) {
    const operate = await house.apiKeys.create('operate', 'Agent d’essai');
    const at = `http://127.0.0.1:${httpPort}`;
    const body = new URLSearchParams({ cle: operate });
    const entered = await fetch(`${at}/bureau/entrer`, { method: 'POST', body, redirect: 'manual' });
    const headers = {
      authorization: `Bearer ${operate}`,
      cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    };
    return (url: string, init: RequestInit = {}) => fetch(`${at}${url}`, { headers, redirect: 'manual', ...init });
  }

  const json = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body) });

  it('shows what a lost key covered, harms nothing else, and goes on once the key is back', async () => {
    const before = await start(key('k1', 1));
    const old = await receive(before, 'ancien');
    await reaches(before, old, 'needs-agent');
    await before.stop();
    const intake = await start(key('k1', 1), 'intake');
    const waiting = await receive(intake, 'pas encore lu');
    await intake.stop();

    const without = await start(key('k2', 2));
    const fresh = await receive(without, 'nouveau');
    await reaches(without, fresh, 'needs-agent');
    const failed = await reaches(without, waiting, 'failed');
    expect(failed.reason).toMatch(/ne s’ouvre plus\u00a0: clé «\u00a0k1\u00a0» absente/);
    const open = await agent(without);
    const basket = await (await open('/bureau?corbeille=a-regler')).text();
    expect(basket).toContain(old);
    expect(basket).toContain(fresh);
    expect(basket.match(/clé «\u00a0k1\u00a0» absente/g)).toHaveLength(1);
    expect(await (await open(`/bureau/${old}`)).text()).toContain('clé «\u00a0k1\u00a0» absente');
    const shown = await open(`/api/correspondences/${old}`);
    expect([shown.status, (await shown.json()).unreadable]).toEqual([200, 'clé «\u00a0k1\u00a0» absente']);
    const rerun = await open(`/api/correspondences/${old}/rerun`, { method: 'POST' });
    expect([rerun.status, (await rerun.json()).detail]).toEqual([409, expect.stringContaining('k1')]);
    await without.stop();

    const whole = await start(`${key('k2', 2)},${key('k1', 1)}`);
    const again = await agent(whole);
    expect((await (await again(`/api/correspondences/${old}`)).json()).unreadable).toBeNull();
    expect((await again(`/api/correspondences/${waiting}/rerun`, json({}))).status).toBe(202);
    await reaches(whole, waiting, 'needs-agent');
  });

  it('finds a changed byte of a value and of a document, names them and harms nothing else', async () => {
    const house = await start(key('k2', 2));
    const [value, document, sound] = [
      await receive(house, 'valeur'),
      await receive(house, 'document'),
      await receive(house, 'intact'),
    ];
    for (const id of [value, document, sound]) await reaches(house, id, 'needs-agent');
    await house.house.database.pool.query(
      'update correspondences set reading = set_byte(reading, 40, (get_byte(reading, 40) + 1) % 256) where id = $1',
      [value],
    );
    const [stored] = await house.house.correspondences.documentsOf(document);
    const file = path.join(folder, 'documents', stored?.storeKey.slice(0, 2) ?? '', stored?.storeKey ?? '');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const open = await agent(house);
    expect((await (await open(`/api/correspondences/${value}`)).json()).unreadable).toBe('contenu altéré');
    const download = await open(`/bureau/${document}/documents/${stored?.id}`);
    expect([download.status, (await download.json()).detail]).toEqual([409, expect.stringContaining('altéré')]);
    await house.house.database.pool.query(
      `update correspondences set state = 'failed', reading = null, triage = null where id = $1`,
      [document],
    );
    expect((await open(`/api/correspondences/${document}/rerun`, { method: 'POST' })).status).toBe(202);
    expect((await reaches(house, document, 'failed')).reason).toMatch(/document altéré ou incomplet/);
    expect((await (await open(`/api/correspondences/${sound}`)).json()).unreadable).toBeNull();
  });
});
