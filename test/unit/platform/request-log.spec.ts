import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { logRequests } from '../../../src/platform/http/request-log';
import { createLogger } from '../../../src/platform/logger';
import { until } from '../../fakes/until';

/** Real: HTTP, Express, pino. Fake: the routes, where the lines go. */
describe('the log of requests', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
  let server: Server;
  let base: string;

  beforeAll(async () => {
    const app = express();
    app.use(logRequests(logger));
    app.get('/repondre/:token', (_request, response) => {
      logger.info('dans la requête');
      response.send('ok');
    });
    app.get('/sans-fin', (_request, response) => void response.write('…'));
    await new Promise<void>((resolve) => {
      server = app.listen(0, '127.0.0.1', () => resolve());
    });
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => void lines.splice(0));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const logged = (count: number) =>
    until(async () => (lines.length < count ? null : lines.map((line) => JSON.parse(line) as Record<string, unknown>)));

  it('tells method, pattern, status and time, never the address, all under the id that is sent back', async () => {
    const response = await fetch(`${base}/repondre/jeton-secret?nir=255081416802538`);
    await response.text();
    const id = response.headers.get('x-request-id');
    const [within, access] = await logged(2);
    expect(within).toMatchObject({ msg: 'dans la requête', requestId: id });
    expect(access).toMatchObject({ requestId: id, method: 'GET', route: '/repondre/:token', status: 200 });
    expect(access?.ms).toEqual(expect.any(Number));
    expect(lines.join('')).not.toMatch(/jeton-secret|168025/);
  });

  it('takes a sane id over and replaces any other', async () => {
    const idFor = async (given: string) =>
      (await fetch(`${base}/rien`, { headers: { 'x-request-id': given } })).headers.get('x-request-id');
    expect(await idFor('proxy-7.a_B')).toBe('proxy-7.a_B');
    for (const mad of ['a b', 'x'.repeat(65), 'é', '{"a":1}']) expect(await idFor(mad)).toMatch(/^[0-9a-f-]{36}$/);
    expect((await logged(1))[0]).toMatchObject({ route: 'aucune', status: 404 });
  });

  it('tells of a caller that left before the answer was whole', async () => {
    const leaving = new AbortController();
    const response = await fetch(`${base}/sans-fin`, { signal: leaving.signal });
    leaving.abort();
    await response.text().catch(() => undefined);
    expect((await logged(1))[0]).toMatchObject({ route: '/sans-fin', status: 499 });
  });
});
