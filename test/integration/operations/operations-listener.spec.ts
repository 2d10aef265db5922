import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { FakeComposer, FakeReader } from '../../fakes/fake-stage-tools';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';

/**
 * What orchestrators and Prometheus ask, of processes of one role. Real: PostgreSQL (with the queues in it), HTTP, the document
 * store. Fake: what reads and composes.
 */
describe('the operations port', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  const running: Record<string, RunningHouse> = {};

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-exploitation-'));
    database = await emptyDatabase();
    for (const ROLES of ['web', 'intake', 'worker'])
      running[ROLES] = await startHouse(
        testEnvironment({
          ROLES,
          DATABASE_URL: database.url,
          QUEUE_BACKEND: 'postgres',
          DATA_FOLDER: folder,
          SMTP_LISTEN: '127.0.0.1:0',
          OPERATIONS_PORT: '0',
        }),
        { reader: new FakeReader(), composer: new FakeComposer(), pace: { everyMs: 100, staleMs: 1_500 } },
      );
  });

  afterAll(async () => {
    for (const house of Object.values(running)) await house.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const ask = async (role: string, where: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${running[role]?.operationsPort}${where}`, { method });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  };

  it.each(['web', 'intake', 'worker'])('is there for a process of %s alone', async (role) => {
    expect(running[role]?.httpPort === null).toBe(role !== 'web');
    expect(await ask(role, '/health/live')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    const ready = await ask(role, '/health/ready?verbose=1');
    expect(ready.status).toBe(200);
    // Nobody imported a directory and no server is configured: told, and no reason to stop.
    expect(JSON.parse(ready.body)).toMatchObject({
      status: 'degraded',
      roles: { [role]: true },
      parts: {
        database: { status: 'ok' },
        migrations: { status: 'ok' },
        queue: { status: 'ok' },
        documents: { status: 'ok' },
        keys: { status: 'ok' },
        mail: { status: 'absent' },
        directory: { status: 'degraded', line: expect.stringContaining('vide') },
      },
    });
    const metrics = await ask(role, '/metrics');
    expect(metrics).toMatchObject({ status: 200, type: expect.stringContaining('text/plain; version=0.0.4') });
    expect(metrics.body).toMatch(/^process_cpu_seconds_total /m);
    expect(await ask(role, '/bureau')).toMatchObject({ status: 404 });
    expect(await ask(role, '/metrics', 'POST')).toMatchObject({ status: 404 });
    expect(await ask(role, '/health/live', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('shows the same health on the web port, and metrics there to an operate key alone', async () => {
    const web = `http://127.0.0.1:${running.web?.httpPort}`;
    expect((await fetch(`${web}/health/live`)).status).toBe(200);
    expect(await (await fetch(`${web}/health/ready`)).json()).toMatchObject({ status: 'degraded' });
    const keys = running.web?.house.apiKeys;
    const as = async (key: string | undefined) =>
      (await fetch(`${web}/metrics`, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } })).status;
    expect(await as(undefined)).toBe(401);
    expect(await as(await keys?.create('ingest', 'essai'))).toBe(403);
    expect(await as(await keys?.create('operate', 'essai'))).toBe(200);
  });

  it('turns intake and workers away, and not the desk, when documents cannot be written', async () => {
    const documents = path.join(folder, 'documents');
    renameSync(documents, `${documents}-ailleurs`);
    writeFileSync(documents, '');
    const until503 = (role: string) =>
      until(async () => {
        const { status, body } = await ask(role, '/health/ready');
        return status === 503 ? (JSON.parse(body) as Record<string, unknown>) : null;
      });
    expect(await until503('intake')).toMatchObject({
      roles: { intake: false },
      parts: { documents: { status: 'down' } },
    });
    expect(await until503('worker')).toMatchObject({ roles: { worker: false } });
    expect(await ask('web', '/health/ready')).toMatchObject({ status: 200 });
    rmSync(documents);
    renameSync(`${documents}-ailleurs`, documents);
    await until(async () => ((await ask('intake', '/health/ready')).status === 200 ? true : null));
  });

  it('tells a schema that another version changed', async () => {
    const { pool } = running.web?.house.database ?? { pool: null };
    if (pool === null) throw new Error('pas de base');
    await pool.query(`update drizzle.__drizzle_migrations set created_at = created_at + 1`);
    await until(async () => {
      const { parts } = JSON.parse((await ask('web', '/health/ready')).body);
      return parts.migrations.status === 'degraded' ? parts : null;
    });
    await pool.query(`update drizzle.__drizzle_migrations set created_at = created_at - 2`);
    await until(async () => ((await ask('web', '/health/ready')).status === 503 ? true : null));
    await pool.query(`update drizzle.__drizzle_migrations set created_at = created_at + 1`);
    await until(async () => ((await ask('web', '/health/ready')).status === 200 ? true : null));
  });
});
