import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { systemEnvironment } from '../../../src/config/system-environment';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { SmtpSink } from '../../fakes/smtp-sink';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';

/**
 * `courrier self-check` against a running service. Real: everything, the command in a process of its own, the outgoing server
 * and the print folder, to which nothing may go. The queues are in PostgreSQL.
 */
const CLI = path.resolve(__dirname, '../../../dist/cli.js');
const KEY = Buffer.alloc(32, 9).toString('base64');
/** A run may take its own minute. */
jest.setTimeout(120_000);

describe('courrier self-check', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let settings: Record<string, string>;
  let running: RunningHouse;
  const sink = new SmtpSink();

  const start = async (over: Record<string, string>) => {
    running = await startHouse(testEnvironment({ ...settings, SMTP_LISTEN: '127.0.0.1:0', ...over }));
  };
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-essai-'));
    database = await emptyDatabase();
    settings = {
      DATABASE_URL: database.url,
      QUEUE_BACKEND: 'postgres',
      DATA_FOLDER: folder,
      MAILBOXES: 'contact@caf.invalid',
      SMTP_URL: await sink.start(),
      PRINT_FOLDER: path.join(folder, 'impression'),
    };
  });
  afterEach(() => running.stop());
  afterAll(async () => {
    await sink.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  /** The command with the environment of the service that runs. */
  const check = (...args: string[]) =>
    new Promise<{ code: number; lines: Record<string, unknown>[]; said: string }>((resolve) => {
      const env = {
        ...systemEnvironment(),
        ...settings,
        COURRIER_KEYS: `essai:${KEY}`,
        COURRIER_INDEX_KEY: KEY,
        LOG_LEVEL: 'silent',
        HTTP_HOST: '127.0.0.1',
        PORT: String(running.httpPort),
        SMTP_LISTEN: `127.0.0.1:${running.smtpPort}`,
      };
      execFile('node', [CLI, 'self-check', '--json', ...args], { env }, (error, stdout, stderr) => {
        const lines = stdout.split('\n').filter((line) => line !== '');
        resolve({ code: Number(error?.code ?? 0), lines: lines.map((line) => JSON.parse(line)), said: stderr });
      });
    });
  const rows = async (sql: string) => (await running.house.database.pool.query(sql)).rows;

  it('times a message and a scan through every stage; nothing leaves, nothing is counted as mail', async () => {
    await start({});
    const { code, lines, said } = await check();
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(lines.at(-1)).toEqual({ ok: true, stopped: [] });
    for (const item of ['courriel', 'lot numérisé'])
      expect(lines.filter((line) => line.item === item)).toEqual([
        ...['réception', 'lecture', 'décision', 'composition'].map((stage) => ({
          item,
          stage,
          ms: expect.any(Number),
        })),
        { item, stage: 'envoi', ms: expect.any(Number), way: 'works' },
      ]);
    expect(sink.attempts).toBe(0);
    expect(readdirSync(path.join(folder, 'impression'))).toEqual([]);
    expect(await rows('select distinct source, state from correspondences')).toEqual([
      { source: 'self-check', state: 'set-aside' },
    ]);
    expect(await rows('select channel, state from ledger order by channel')).toEqual([
      { channel: 'email', state: 'withdrawn' },
      { channel: 'post', state: 'withdrawn' },
    ]);
    expect(await rows('select * from api_keys')).toEqual([]);
    const [{ day }] = (await rows('select received_on::text as day from correspondences limit 1')) as [{ day: string }];
    expect(await running.house.reconciliation.of(day)).toMatchObject({ received: 0, selfChecks: 2 });
  });

  it('names the stage at which an outgoing server that is away stops it', async () => {
    await start({ SMTP_URL: 'smtp://127.0.0.1:1' });
    const { code, lines, said } = await check();
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ ok: false, stopped: [{ item: 'courriel', stage: 'envoi' }] });
    expect(said).toMatch(/^courriel\s: arrêté à l’étape «\senvoi\s»[^\n]*serveur de messagerie ne répond pas[^\n]*\n$/);
  });

  it('names the reading where no worker runs, and ends in its time', async () => {
    await start({ ROLES: 'web,intake' });
    const { code, lines } = await check('--timeout', '2');
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ ok: false, stopped: [{ stage: 'lecture' }, { stage: 'lecture' }] });
  });

  it('takes a stranger’s message with a mark of their own for mail', async () => {
    await start({ ROLES: 'web,intake' });
    await createTransport({ host: '127.0.0.1', port: running.smtpPort ?? 0, ignoreTLS: true }).sendMail({
      envelope: { from: 'p@exemple.invalid', to: [`contact+essai-${'a'.repeat(28)}@caf.invalid`] },
      raw: 'From: p@exemple.invalid\r\nTo: contact@caf.invalid\r\nSubject: Essai de bon fonctionnement\r\n\r\nBonjour',
    });
    await until(async () => {
      const found = await rows(`select 1 from correspondences where source = 'smtp'`);
      return found.length === 1 ? found : null;
    });
  });
});
