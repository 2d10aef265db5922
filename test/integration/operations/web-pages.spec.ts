import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { z } from 'zod';
import { httpRoutes } from '../../../src/house/http-routes';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { QUEUE_BOARD_PATH } from '../../../src/operations/queue-board';
import { until } from '../../fakes/until';
import { emptyDatabase, QUEUE_ENGINES, queueSettings, testEnvironment } from '../test-servers';

/**
 * The queue board, and what the routes answer held against what /docs says of them. Real: PostgreSQL, the queue's engine, HTTP.
 * No worker runs, so that what is brought in stays in its queue.
 */
describe.each(QUEUE_ENGINES)('pages of the web role on $engine', ({ engine, here }) => {
  const onEngine = here ? it : it.skip;
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  let [operate, ingest] = ['', ''];

  beforeAll(async () => {
    if (!here) return;
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-pages-'));
    database = await emptyDatabase();
    running = await startHouse(
      testEnvironment({
        ...(await queueSettings(engine)),
        DATABASE_URL: database.url,
        DATA_FOLDER: folder,
        ROLES: 'web',
      }),
    );
    operate = await running.house.apiKeys.create('operate', 'essai');
    ingest = await running.house.apiKeys.create('ingest', 'essai');
  });
  afterAll(async () => {
    if (!here) return;
    await running.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const ask = (where: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${running.httpPort}${where}`, { redirect: 'manual', ...init, headers });
  const as = (key: string) => ({ authorization: `Bearer ${key}` });
  const bring = (text: string) =>
    ask(
      '/api/correspondences',
      { ...as(ingest), 'content-type': 'message/rfc822' },
      { method: 'POST', body: `Subject: essai\r\n\r\n${text} ${engine}` },
    );

  onEngine('shows the queues to an operate key or a session, to nobody else, and changes nothing', async () => {
    const { id } = (await (await bring('Pour la file, NIR 2 55 08 14 168 025 38')).json()) as { id: string };
    const jobs = `${QUEUE_BOARD_PATH}/api/queues?activeQueue=reading&status=waiting&page=1&jobsPerPage=10`;
    const shown = await until(async () => {
      const text = await (await ask(jobs, as(operate))).text();
      return text.includes(id) ? text : null;
    });
    expect(shown).not.toMatch(/168|Pour la file/);
    expect((await ask(jobs)).status).toBe(401);
    expect((await ask(jobs, as(ingest))).status).toBe(403);
    expect((await ask(QUEUE_BOARD_PATH, { accept: 'text/html' })).headers.get('location')).toBe('/bureau');
    const entered = await ask(
      '/bureau/entrer',
      { 'content-type': 'application/x-www-form-urlencoded' },
      { method: 'POST', body: `cle=${operate}` },
    );
    const page = await ask(QUEUE_BOARD_PATH, { cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '' });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
    expect(await page.text()).toContain('Files d’attente');
    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE'])
      expect((await ask(`${QUEUE_BOARD_PATH}/api/queues/reading/pause`, as(operate), { method })).status).toBe(405);
  });

  onEngine('answers as /docs says', async () => {
    const held = async (response: Response, route: string): Promise<Record<string, unknown>> => {
      const described = httpRoutes.find(({ method, path: where }) => `${method} ${where}` === route);
      const content = described?.answers[response.status]?.content;
      if (content?.schema === undefined) throw new Error(`${route} ${response.status} n’est pas décrit`);
      expect(response.headers.get('content-type')).toContain(content.type);
      return (content.schema as z.ZodType<Record<string, unknown>>).parse(await response.json());
    };
    const intake = 'post /api/correspondences';
    const { id } = await held(await bring('Décrit'), intake);
    await held(await bring('Décrit'), intake);
    await held(await ask('/api/correspondences', {}, { method: 'POST' }), intake);
    await held(await ask('/api/correspondences', as(ingest), { method: 'POST' }), intake);
    const one = 'get /api/correspondences/:id';
    const self = `/api/correspondences/${id}`;
    await held(await ask(self, as(operate)), one);
    await held(await ask(self, as(ingest)), one);
    await held(await ask('/api/correspondences/rien', as(operate)), one);
    const { events } = await held(await ask(`${self}/events`, as(operate)), `${one}/events`);
    expect(events).toMatchObject([{ event: 'received' }]);
    await held(await ask(`${self}/rerun`, as(operate), { method: 'POST' }), 'post /api/correspondences/:id/rerun');
    const decide = (body: unknown) =>
      ask(
        `${self}/decision`,
        { ...as(operate), 'content-type': 'application/json' },
        { method: 'POST', body: JSON.stringify(body) },
      );
    await held(await decide({ revision: 1 }), 'post /api/correspondences/:id/decision');
    await held(await decide({ revision: 9, setAside: true }), 'post /api/correspondences/:id/decision');
    const account = 'get /api/reconciliation';
    await held(await ask('/api/reconciliation', as(operate)), account);
    await held(await ask('/api/reconciliation?day=hier', as(operate)), account);
    await held(await ask('/health/live'), 'get /health/live');
    await held(await ask('/health/ready'), 'get /health/ready');
    const openApi = (await (await ask('/docs/openapi.json')).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(openApi.paths)).toContain('/api/correspondences/{id}/decision');
    const page = await ask('/docs');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(page.headers.get('content-security-policy')).not.toContain('script-src');
  });
});
