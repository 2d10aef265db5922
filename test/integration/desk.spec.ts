import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningHouse, startHouse } from '../../src/house/start-house';
import { Receiver } from '../../src/intake/receiver';
import { SettledKindsQuery } from '../../src/persistence/settled-kinds.query';
import { type AtTheDesk, enterByKey, enterDesk } from '../fakes/at-the-desk';
import { FakeComposer, FakeReader } from '../fakes/fake-stage-tools';
import { until } from '../fakes/until';
import { emptyDatabase, testEnvironment } from './test-servers';

/** The agents' pages. Real: PostgreSQL, its queue, HTTP. Fake: what reads, decides and composes. */
describe('the desk', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  let id: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-bureau-'));
    database = await emptyDatabase();
    const settings = { QUEUE_BACKEND: 'postgres', DATABASE_URL: database.url, DATA_FOLDER: folder };
    running = await startHouse(testEnvironment(settings), {
      reader: new FakeReader(),
      composer: new FakeComposer(),
      pace: { everyMs: 100, staleMs: 5_000 },
    });
    const receiver = new Receiver({ ...running.house, enqueuer: { kick: () => undefined } });
    const raw = 'Subject: <script>alert(1)</script> 2 55 08 14 168 025 38\r\n\r\n<b>Bonjour</b> 255081416802538';
    ({ id } = await receiver.receiveEmail(Buffer.from(raw), 'ingest', null));
    await until(async () => ((await running.house.correspondences.load(id))?.state === 'needs-agent' ? true : null));
  });

  afterAll(async () => {
    await running.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const open = (url: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${running.httpPort}${url}`, { redirect: 'manual', ...init });

  const at = () => `http://127.0.0.1:${running.httpPort}`;
  const enter = async (): Promise<AtTheDesk> =>
    enterByKey(at(), await running.house.apiKeys.create('operate', 'Agent d’essai'));

  it('lets nobody in without an operate key', async () => {
    expect((await open('/')).headers.get('location')).toBe('/bureau');
    expect(await (await open('/bureau')).text()).toContain('Entrer au bureau');
    expect((await open(`/bureau/${id}`)).status).toBe(303);
    const ingest = await running.house.apiKeys.create('ingest', 'Lot d’essai');
    expect((await enterDesk(at(), { cle: ingest })).entered.status).toBe(403);
    expect(
      (await open(`/bureau/${id}`, { method: 'POST', body: new URLSearchParams({ acte: 'ecarter', revision: '1' }) }))
        .status,
    ).toBe(303);
    expect((await running.house.correspondences.load(id))?.state).toBe('needs-agent');
  });

  it('shows baskets and items with every text escaped and every NIR masked, and takes a decision', async () => {
    const cle = await running.house.apiKeys.create('operate', 'Agent d’essai');
    const { entered, desk } = await enterDesk(at(), { cle });
    expect(entered.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    if (desk === null) throw new Error('pas entré');
    const { headers } = desk;
    const basket = await (await open('/bureau', { headers })).text();
    const item = await open(`/bureau/${id}`, { headers });
    const page = await item.text();
    expect(item.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const html of [basket, page]) {
      expect(html).toContain('C-');
      expect(html).not.toContain('<script>');
      expect(html.replace(/\D/g, '')).not.toContain('168025');
    }
    expect(page).toContain('&lt;b>Bonjour&lt;/b>');
    const link = /\/bureau\/[\w-]+\/documents\/[\w-]+/.exec(page)?.[0] ?? '';
    const original = await open(link, { headers });
    expect(await original.text()).toContain('<b>Bonjour</b>');
    expect(original.headers.get('content-type')).toBe('application/octet-stream');
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+\.eml"$/);
    expect((await open(link)).status).toBe(303);
    const late = await desk.post(`/bureau/${id}`, { acte: 'ecarter', revision: '7' });
    expect([late.status, await late.text()]).toEqual([409, expect.stringContaining('a changé depuis')]);
    const abroad = await open(`/bureau/${id}`, {
      method: 'POST',
      headers: { ...headers, 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ acte: 'ecarter', revision: '1' }),
    });
    expect(abroad.status).toBe(403);
    const done = await desk.post(`/bureau/${id}`, { acte: 'ecarter', revision: '1' });
    expect(done.status).toBe(303);
    expect(await running.house.correspondences.load(id)).toMatchObject({ state: 'set-aside', revision: 2 });
  });

  it('puts danger, then legal clocks, then vulnerable people on top of the basket, whatever came last', async () => {
    const { house } = running;
    const receiver = new Receiver({ ...house, enqueuer: { kick: () => undefined } });
    const bodies = [
      'Je suis hospitalisée.',
      'Mon mari me frappe.',
      'Je saisis le tribunal.',
      'Quels sont vos horaires ?',
    ];
    const ids: string[] = [];
    for (const body of bodies)
      ids.push((await receiver.receiveEmail(Buffer.from(`Subject: essai\r\n\r\n${body}`), 'ingest', null)).id);
    for (const one of ids) await until(async () => ((await house.correspondences.load(one))?.triage ? true : null));
    // Acknowledged by itself or not, it waits for an agent.
    await house.database.pool.query(`update correspondences set state = 'needs-agent' where id = any($1)`, [ids]);
    const listed = (await house.correspondences.list(['needs-agent'], 50)).filter((one) => ids.includes(one));
    expect(listed.map((one) => bodies[ids.indexOf(one)])).toEqual([bodies[1], bodies[2], bodies[0], bodies[3]]);
    const { headers } = await enter();
    const basket = await (await open('/bureau', { headers })).text();
    for (const words of ['Danger ou détresse', 'Délai légal', 'Personne fragile']) expect(basket).toContain(words);
    // What an agent says of one is what a model is trained on.
    const key = await house.apiKeys.create('operate', 'Agent d’essai');
    const settled = await open(`/api/correspondences/${ids[0]}/decision`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ revision: 1, kind: 'situation-professionnelle' }),
    });
    expect(settled.ok).toBe(true);
    const learned = [];
    for await (const one of new SettledKindsQuery(house.database.pool, house.encryption).all()) learned.push(one);
    expect(learned).toMatchObject([{ kind: 'situation-professionnelle', item: { subject: 'essai' } }]);
  });

  it('tells programs in French what a decision lacks, and which methods an address has', async () => {
    const key = await running.house.apiKeys.create('operate', 'Programme d’essai');
    const call = async (method: string, url: string, body?: string, type = 'application/json') => {
      const headers = { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) };
      const response = await open(url, { method, headers, ...(body === undefined ? {} : { body }) });
      const problem = response.status === 204 ? {} : ((await response.json()) as { detail?: string });
      return { status: response.status, detail: problem.detail, allow: response.headers.get('allow') };
    };
    const decide = (body: unknown) => call('POST', `/api/correspondences/${id}/decision`, JSON.stringify(body));
    expect(await decide({ revision: 0, setAside: true })).toMatchObject({
      status: 422,
      detail: 'revision\u00a0: attendu plus de 0',
    });
    expect((await decide({ bogus: 1 })).detail).toBe(
      'revision\u00a0: absent, attendu un nombre\u00a0; champ inconnu «\u00a0bogus\u00a0»',
    );
    expect((await decide([])).detail).toBe('attendu un objet JSON');
    const { revision = 0 } = (await running.house.correspondences.load(id)) ?? {};
    expect(await decide({ revision, kind: 'inexistant' })).toMatchObject({
      status: 422,
      detail: 'Ce genre de demande n’existe pas.',
    });
    expect((await running.house.correspondences.load(id))?.revision).toBe(revision);
    expect(await call('POST', `/api/correspondences/${id}/decision`, 'x', 'text/plain')).toMatchObject({ status: 415 });
    expect(await call('DELETE', `/api/correspondences/${id}`)).toMatchObject({
      status: 405,
      allow: 'GET, HEAD',
      detail: 'Cette adresse répond à GET, HEAD.',
    });
    expect(await call('OPTIONS', '/api/correspondences')).toMatchObject({ status: 204, allow: 'POST' });
    expect(await call('DELETE', '/api/rien')).toMatchObject({ status: 404, allow: null });
  });

  it('says that an item was erased, and gives and takes nothing more of it', async () => {
    const { house } = running;
    const desk = await enter();
    const { headers } = desk;
    const key = await house.apiKeys.create('operate', 'Agent d’essai');
    const receiver = new Receiver({ ...house, enqueuer: { kick: () => undefined } });
    const gone = await receiver.receiveEmail(Buffer.from('Subject: vieux\r\n\r\nBonjour'), 'ingest', null);
    // Held: no outgoing server.
    await until(async () => ((await house.correspondences.load(gone.id))?.state === 'dispatching' ? true : null));
    await house.database.pool.query(`update correspondences set state = 'set-aside' where id = $1`, [gone.id]);
    const [document] = await house.correspondences.documentsOf(gone.id);
    const warrant = { certificateId: await house.certificates.open('essai', '2026-11-23'), rule: 'essai' };
    const scope = { channels: ['email'], states: ['set-aside'], before: new Date(Date.now() + 1_000) } as const;
    expect(await house.erasure.eraseCorrespondences(scope, warrant)).toBeGreaterThan(0);

    const page = await (await open(`/bureau/${gone.id}`, { headers })).text();
    expect(page).toMatch(/Ce courrier a été effacé le .* \(règle «\u00a0essai\u00a0»\)/);
    expect(page).not.toContain('name="acte"');
    expect((await open(`/bureau/${gone.id}/documents/${document?.id}`, { headers })).status).toBe(410);
    expect((await desk.post(`/bureau/${gone.id}`, { acte: 'ecarter', revision: '3' })).status).toBe(409);
    const bearer = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const shown = await open(`/api/correspondences/${gone.id}`, { headers: bearer });
    expect(await shown.json()).toMatchObject({ state: 'set-aside', erased: { rule: 'essai' }, documents: [] });
    const decided = await open(`/api/correspondences/${gone.id}/decision`, {
      method: 'POST',
      headers: bearer,
      body: JSON.stringify({ revision: 3, setAside: true }),
    });
    expect(decided.status).toBe(410);
  });

  it('ends a session at once when its key is revoked', async () => {
    const { apiKeys } = running.house;
    const { headers } = await enter();
    expect((await open(`/bureau/${id}`, { headers })).status).toBe(200);
    await apiKeys.revoke((await apiKeys.list()).at(-1)?.id ?? '');
    expect((await open(`/bureau/${id}`, { headers })).status).toBe(303);
    expect(await (await open('/bureau', { headers })).text()).toContain('Entrer au bureau');
  });
});
