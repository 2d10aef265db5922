import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import { Client } from 'pg';
import { BlackholeProxy } from '../fakes/blackhole-proxy';
import { ProductProcess } from '../fakes/product-process';
import { SmtpSink } from '../fakes/smtp-sink';
import { until } from '../fakes/until';
import { emptyDatabase, QUEUE_ENGINES, queueSettings } from '../integration/test-servers';

/**
 * The roles, each in a process of its own (dist/main.js), on one PostgreSQL and one queue. Real: everything but the writers,
 * who are invented.
 */
// A sending cut short is waited for twice over before a person is asked: 75 s, then the next rounds of the sweeper.
jest.setTimeout(300_000);
const KEY = Buffer.alloc(32, 9).toString('base64');
/** What the README promises of a process: connections of the roles' work, and of its queues, to PostgreSQL. */
const MOST_OF_DATABASE = 6;
const MOST_OF_QUEUE = { front: 2, worker: 10 } as const;
const MOST_OF_REDIS = { front: 1, worker: 6 } as const;

describe.each(QUEUE_ENGINES)('roles in processes of their own on $engine', ({ engine, here }) => {
  const onEngine = here ? it : it.skip;
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let client: Client;
  let settings: Record<string, string>;
  let queue: Record<string, string>;
  const sink = new SmtpSink();
  const running: ProductProcess[] = [];

  beforeAll(async () => {
    if (!here) return;
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-roles-'));
    database = await emptyDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    queue = await queueSettings(engine);
    settings = {
      ...queue,
      DATABASE_URL: database.url,
      ANSWER_WINDOW: '0',
      DATA_FOLDER: folder,
      COURRIER_KEYS: `essai:${KEY}`,
      COURRIER_INDEX_KEY: KEY,
      SMTP_URL: await sink.start(),
      MAILBOXES: 'courrier@caf.invalid',
      HTTP_HOST: '127.0.0.1',
      PORT: '0',
    };
  });
  afterAll(async () => {
    if (!here) return;
    for (const product of running) await product.ends('SIGKILL');
    await client.end();
    await sink.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  const start = (role: string, more: Readonly<Record<string, string>> = {}): ProductProcess => {
    const product = ProductProcess.launch({ ...settings, ROLES: role, ...more });
    running.push(product);
    return product;
  };
  let sent = 0;
  async function send(port: number): Promise<void> {
    const raw = [
      'From: Personne Inventee <personne@exemple.invalid>',
      'To: courrier@caf.invalid',
      'Subject: Demande d’attestation',
      `Message-ID: <${engine}-${++sent}@exemple.invalid>`,
      '',
      'Bonjour, merci de m’envoyer une attestation de paiement.',
    ].join('\r\n');
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    await transport.sendMail({ envelope: { from: 'personne@exemple.invalid', to: ['courrier@caf.invalid'] }, raw });
  }
  const states = async (): Promise<Record<string, number>> => {
    const { rows } = await client.query('select state, count(*)::int as n from correspondences group by state');
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };

  onEngine(
    'answer each message once, though a worker is killed five times in a row; connections stay bounded',
    async () => {
      const intake = start('intake', { SMTP_LISTEN: '127.0.0.1:0' });
      const port = Number((await intake.says(/SMTP\u00a0: port (\d+)/))[1]);
      const web = start('web');
      await web.says(/HTTP\u00a0:/);
      for (let killed = 0; killed < 5; killed++) {
        const worker = start('worker');
        await worker.says(/Rôles\u00a0: worker/);
        const before = (await states())['waiting-sender'] ?? 0;
        for (let n = 0; n < 3; n++) await send(port);
        await until(async () => (((await states())['waiting-sender'] ?? 0) > before ? true : null), 60_000);
        await worker.ends('SIGKILL');
      }
      for (const worker of [start('worker'), start('worker')]) await worker.says(/Rôles\u00a0: worker/);
      await until(async () => {
        const { rows } = await client.query(
          `select count(*)::int as n from correspondences where state in ('received', 'reading', 'triage', 'composing', 'dispatching')`,
        );
        return rows[0].n === 0 ? true : null;
      }, 240_000);
      const ends = await states();
      // A worker killed between «transmitting» and the answer leaves a reply that perhaps left, and an agent looks.
      expect((ends['waiting-sender'] ?? 0) + (ends['needs-agent'] ?? 0)).toBe(sent);
      const ids = sink.mails.map(({ mail }) => mail.messageId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThanOrEqual(ends['waiting-sender'] ?? 0);

      const { rows } = await client.query<{ name: string; n: number }>(
        `select application_name as name, count(*)::int as n from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() group by 1`,
      );
      const counted = new Map(rows.map(({ name, n }) => [name, n]));
      const workers = 2;
      for (const [role, processes] of [
        ['web', 1],
        ['intake', 1],
        ['worker', workers],
      ] as const)
        expect(counted.get(`courrier ${role}`) ?? 0).toBeLessThanOrEqual(MOST_OF_DATABASE * processes);
      const total = rows.reduce((sum, { n }) => sum + n, 0);
      const ofQueue = engine === 'redis' ? 0 : MOST_OF_QUEUE.front * 2 + MOST_OF_QUEUE.worker * workers;
      expect(total).toBeLessThanOrEqual(MOST_OF_DATABASE * 4 + ofQueue);
      if (engine === 'redis') {
        const redis = new Redis(queue.REDIS_URL ?? '');
        const db = new URL(queue.REDIS_URL ?? '').pathname.slice(1);
        const clients = String(await redis.client('LIST'))
          .split('\n')
          .filter((line) => line.includes(` db=${db} `));
        await redis.quit();
        expect(clients.length - 1).toBeLessThanOrEqual(MOST_OF_REDIS.front * 2 + MOST_OF_REDIS.worker * workers);
      }
      for (const product of running) await product.ends('SIGTERM');
    },
  );

  onEngine('wait for a database that is not there yet, and say so', async () => {
    const late = await BlackholeProxy.to(new URL(database.url).hostname, Number(new URL(database.url).port || 5432));
    const { port } = late;
    await late.close();
    const there = new URL(database.url);
    there.hostname = '127.0.0.1';
    there.port = String(port);
    const worker = start('worker', { DATABASE_URL: there.href });
    await worker.says(/PostgreSQL ne répond pas encore/);
    const proxy = await BlackholeProxy.to(
      new URL(database.url).hostname,
      Number(new URL(database.url).port || 5432),
      port,
    );
    await worker.says(/Rôles\u00a0: worker/);
    expect(await worker.ends('SIGTERM')).toBe(0);
    await proxy.close();
  });

  onEngine('refuse to start where a newer version has changed the schema', async () => {
    const row = { hash: 'plus-recent', at: 9_999_999_999_999 };
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      row.hash,
      row.at,
    ]);
    const older = start('worker');
    expect(await older.ends()).toBe(1);
    expect(older.output).toMatch(/version plus récente/);
    await client.query('delete from drizzle.__drizzle_migrations where hash = $1', [row.hash]);
  });
});
