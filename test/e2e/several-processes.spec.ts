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

/** The roles on one queue, with a database, a folder and a mail server of their own. */
class Roles {
  readonly running: ProductProcess[] = [];
  private readonly sink = new SmtpSink();
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'courrier-roles-'));
  private sent = 0;
  private queue: Record<string, string> = {};
  private settings: Record<string, string> = {};

  private constructor(
    private readonly engine: 'redis' | 'postgres',
    readonly database: Awaited<ReturnType<typeof emptyDatabase>>,
    readonly client: Client,
  ) {}

  static async on(engine: 'redis' | 'postgres'): Promise<Roles> {
    const database = await emptyDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const roles = new Roles(engine, database, client);
    roles.queue = await queueSettings(engine);
    roles.settings = {
      ...roles.queue,
      DATABASE_URL: database.url,
      ANSWER_WINDOW: '0',
      DATA_FOLDER: roles.folder,
      COURRIER_KEYS: `essai:${KEY}`,
      COURRIER_INDEX_KEY: KEY,
      SMTP_URL: await roles.sink.start(),
      MAILBOXES: 'courrier@caf.invalid',
      HTTP_HOST: '127.0.0.1',
      PORT: '0',
    };
    return roles;
  }

  async stop(): Promise<void> {
    for (const product of this.running) await product.ends('SIGKILL');
    await this.client.end();
    await this.sink.stop();
    await this.database.drop();
    rmSync(this.folder, { recursive: true });
  }

  start(role: string, more: Readonly<Record<string, string>> = {}): ProductProcess {
    const product = ProductProcess.launch({ ...this.settings, ROLES: role, ...more });
    this.running.push(product);
    return product;
  }

  /** Five workers killed in a row while they answer, then two that end what was begun. */
  async answerThoughKilled(): Promise<void> {
    const intake = this.start('intake', { SMTP_LISTEN: '127.0.0.1:0' });
    const port = Number((await intake.says(/SMTP\u00a0: port (\d+)/))[1]);
    const web = this.start('web');
    await web.says(/HTTP\u00a0:/);
    for (let killed = 0; killed < 5; killed++) {
      const worker = this.start('worker');
      await worker.says(/Rôles\u00a0: worker/);
      const before = (await this.states())['waiting-sender'] ?? 0;
      for (let n = 0; n < 3; n++) await this.send(port);
      await until(async () => (((await this.states())['waiting-sender'] ?? 0) > before ? true : null), 60_000);
      await worker.ends('SIGKILL');
    }
    for (const worker of [this.start('worker'), this.start('worker')]) await worker.says(/Rôles\u00a0: worker/);
    await until(async () => {
      const { rows } = await this.client.query(
        `select count(*)::int as n from correspondences where state in ('received', 'reading', 'triage', 'composing', 'dispatching')`,
      );
      return rows[0].n === 0 ? true : null;
    }, 240_000);
  }

  /** @returns items ended, and replies, each by its Message-ID, as the mail server has them */
  async account(): Promise<{ sent: number; answered: number; withAgent: number; replies: (string | undefined)[] }> {
    const ends = await this.states();
    return {
      sent: this.sent,
      answered: ends['waiting-sender'] ?? 0,
      withAgent: ends['needs-agent'] ?? 0,
      replies: this.sink.mails.map(({ mail }) => mail.messageId),
    };
  }

  /** Connections to PostgreSQL by the name that they bear. */
  async databaseConnections(): Promise<Map<string, number>> {
    const { rows } = await this.client.query<{ name: string; n: number }>(
      `select application_name as name, count(*)::int as n from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() group by 1`,
    );
    return new Map(rows.map(({ name, n }) => [name, n]));
  }

  /** Connections to the Redis database of this queue. */
  async redisConnections(): Promise<number> {
    const redis = new Redis(this.queue.REDIS_URL ?? '');
    const db = new URL(this.queue.REDIS_URL ?? '').pathname.slice(1);
    const clients = String(await redis.client('LIST'))
      .split('\n')
      .filter((line) => line.includes(` db=${db} `));
    await redis.quit();
    return clients.length - 1;
  }

  private async send(port: number): Promise<void> {
    const raw = [
      'From: Personne Inventee <personne@exemple.invalid>',
      'To: courrier@caf.invalid',
      'Subject: Demande d’attestation',
      `Message-ID: <${this.engine}-${++this.sent}@exemple.invalid>`,
      '',
      'Bonjour, merci de m’envoyer une attestation de paiement.',
    ].join('\r\n');
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    await transport.sendMail({ envelope: { from: 'personne@exemple.invalid', to: ['courrier@caf.invalid'] }, raw });
  }

  private async states(): Promise<Record<string, number>> {
    const { rows } = await this.client.query('select state, count(*)::int as n from correspondences group by state');
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  }
}

// Both from the beginning, since most of the time they wait for a sending that was cut short.
const begun = new Map<string, { roles: Roles; answered: Promise<void> }>();
beforeAll(async () => {
  for (const { engine, here } of QUEUE_ENGINES) {
    if (!here) continue;
    const roles = await Roles.on(engine);
    const answered = roles.answerThoughKilled();
    answered.catch(() => undefined);
    begun.set(engine, { roles, answered });
  }
}, 60_000);
afterAll(async () => {
  for (const { roles } of begun.values()) await roles.stop();
}, 60_000);

describe.each(QUEUE_ENGINES)('roles in processes of their own on $engine', ({ engine, here }) => {
  const onEngine = here ? it : it.skip;
  const onIt = () => begun.get(engine) as { roles: Roles; answered: Promise<void> };

  onEngine(
    'answer each message once, though a worker is killed five times in a row; connections stay bounded',
    async () => {
      const { roles, answered } = onIt();
      await answered;
      const account = await roles.account();
      // A worker killed between «transmitting» and the answer leaves a reply that perhaps left, and an agent looks.
      expect(account.answered + account.withAgent).toBe(account.sent);
      expect(new Set(account.replies).size).toBe(account.replies.length);
      expect(account.replies.length).toBeGreaterThanOrEqual(account.answered);

      const counted = await roles.databaseConnections();
      const workers = 2;
      for (const [role, processes] of [
        ['web', 1],
        ['intake', 1],
        ['worker', workers],
      ] as const)
        expect(counted.get(`courrier ${role}`) ?? 0).toBeLessThanOrEqual(MOST_OF_DATABASE * processes);
      const total = [...counted.values()].reduce((sum, n) => sum + n, 0);
      const ofQueue = engine === 'redis' ? 0 : MOST_OF_QUEUE.front * 2 + MOST_OF_QUEUE.worker * workers;
      expect(total).toBeLessThanOrEqual(MOST_OF_DATABASE * 4 + ofQueue);
      if (engine === 'redis')
        expect(await roles.redisConnections()).toBeLessThanOrEqual(
          MOST_OF_REDIS.front * 2 + MOST_OF_REDIS.worker * workers,
        );
      for (const product of roles.running) await product.ends('SIGTERM');
    },
  );

  onEngine('wait for a database that is not there yet, and say so', async () => {
    const { roles } = onIt();
    const late = await BlackholeProxy.to(
      new URL(roles.database.url).hostname,
      Number(new URL(roles.database.url).port || 5432),
    );
    const { port } = late;
    await late.close();
    const there = new URL(roles.database.url);
    there.hostname = '127.0.0.1';
    there.port = String(port);
    const worker = roles.start('worker', { DATABASE_URL: there.href });
    await worker.says(/PostgreSQL ne répond pas encore/);
    const proxy = await BlackholeProxy.to(
      new URL(roles.database.url).hostname,
      Number(new URL(roles.database.url).port || 5432),
      port,
    );
    await worker.says(/Rôles\u00a0: worker/);
    expect(await worker.ends('SIGTERM')).toBe(0);
    await proxy.close();
  });

  onEngine('refuse to start where a newer version has changed the schema', async () => {
    const { roles } = onIt();
    const { client } = roles;
    const row = { hash: 'plus-recent', at: 9_999_999_999_999 };
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      row.hash,
      row.at,
    ]);
    const older = roles.start('worker');
    expect(await older.ends()).toBe(1);
    expect(older.output).toMatch(/version plus récente/);
    await client.query('delete from drizzle.__drizzle_migrations where hash = $1', [row.hash]);
  });
});
