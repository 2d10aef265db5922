import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { Client } from 'pg';
import { freePort } from '../../src/platform/embedded-postgres/free-port';
import { SmtpSink } from '../fakes/smtp-sink';
import { until } from '../fakes/until';
import { emptyDatabase, QUEUE_ENGINES, queueSettings } from '../integration/test-servers';

/** A service told to stop under load. Real: the built program in a process of its own, PostgreSQL, the queue's engine, SMTP both ways. */
const ROOT = path.resolve(__dirname, '../..');
const MESSAGES = 40;

describe.each(QUEUE_ENGINES)('a stop on $engine', ({ engine, here }) => {
  const onEngine = here ? it : it.skip;
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let client: Client;
  let settings: Record<string, string>;
  let smtpPort: number;
  const sink = new SmtpSink();
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    if (!here) return;
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-arret-'));
    database = await emptyDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    smtpPort = await freePort();
    const key = Buffer.alloc(32, 9).toString('base64');
    settings = {
      ...(await queueSettings(engine)),
      PATH: process.env.PATH ?? '',
      DATABASE_URL: database.url,
      ANSWER_WINDOW: '0',
      DATA_FOLDER: folder,
      SMTP_LISTEN: `127.0.0.1:${smtpPort}`,
      SMTP_URL: await sink.start(),
      PORT: String(await freePort()),
      HTTP_HOST: '127.0.0.1',
      MAILBOXES: 'courrier@caf.invalid',
      TRUSTED_RELAYS: '127.0.0.1=relais.invalid',
      COURRIER_KEYS: `essai:${key}`,
      COURRIER_INDEX_KEY: key,
      LOG_LEVEL: 'warn',
    };
  });
  afterAll(async () => {
    if (!here) return;
    for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await client.end();
    await sink.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [path.join(ROOT, 'dist/main.js')], {
      env: settings,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    started.push(child);
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`le service s’est arrêté (${child.exitCode})`);
      return (await listens()) || null;
    }, 30_000);
    return child;
  }

  const listens = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: smtpPort });
      socket.on('connect', () => resolve(true) ?? socket.destroy());
      socket.on('error', () => resolve(false));
    });

  const send = (n: number) =>
    createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true }).sendMail({
      envelope: { from: `personne${n}@exemple.invalid`, to: ['courrier@caf.invalid'] },
      raw: [
        'Authentication-Results: relais.invalid; dmarc=pass header.from=exemple.invalid',
        `From: Personne Inventee ${n} <personne${n}@exemple.invalid>`,
        'To: courrier@caf.invalid',
        'Subject: Attestation',
        `Message-ID: <${engine}-${n}@exemple.invalid>`,
        '',
        'Bonjour, je voudrais une attestation de paiement. Merci.',
      ].join('\r\n'),
    });

  const states = async () => {
    const { rows } = await client.query('select state, count(*)::int as n from correspondences group by 1');
    return Object.fromEntries(rows.map(({ state, n }) => [state, n])) as Record<string, number>;
  };

  /** Processes whose parent is this one, by /proc. */
  const childrenOf = (pid: number): number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((one) => {
        try {
          return new RegExp(`\\) \\S ${pid} `).test(readFileSync(`/proc/${one}/stat`, 'latin1'));
        } catch {
          return false;
        }
      });

  onEngine(
    'takes nothing more, finishes what is under way and leaves nothing behind; all the rest after the next start',
    async () => {
      const first = await start();
      // A relay that keeps its connection open must not keep the service.
      const idle = connect({ host: '127.0.0.1', port: smtpPort });
      const goodbye = once(idle.resume(), 'close');
      const answers = Promise.allSettled(Array.from({ length: MESSAGES }, (_, n) => send(n)));
      await until(async () => ((await states())['waiting-sender'] ?? 0) > 0 || null);
      const children = childrenOf(first.pid ?? 0);
      first.kill('SIGTERM');
      const [code] = await once(first, 'exit');
      expect(code).toBe(0);
      await goodbye;
      expect(children.length).toBeGreaterThan(0);
      await until(async () => children.every((pid) => !isAlive(pid)) || null);
      const taken = (await answers).filter(({ status }) => status === 'fulfilled').length;
      const after = await states();
      expect(Object.values(after).reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(taken);
      expect(after.failed).toBeUndefined();
      expect(await ledgerStates()).not.toContain('transmitting');

      // Who was not told 250 sends again, as a mail server does.
      const second = await start();
      await Promise.all(Array.from({ length: MESSAGES }, (_, n) => send(n)));
      await until(async () => ((await states())['waiting-sender'] ?? 0) === MESSAGES || null, 30_000);
      expect(await states()).toEqual({ 'waiting-sender': MESSAGES });
      expect(sink.mails).toHaveLength(MESSAGES);
      expect(new Set(sink.mails.map(({ mail }) => mail.inReplyTo)).size).toBe(MESSAGES);
      second.kill('SIGTERM');
      expect((await once(second, 'exit'))[0]).toBe(0);
    },
    60_000,
  );

  onEngine('leaves at once on a second signal', async () => {
    const child = await start();
    const idle = connect({ host: '127.0.0.1', port: smtpPort });
    await once(idle, 'data');
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await until(async () => !(await listens()) || null);
    child.kill('SIGTERM');
    expect((await exit)[0]).toBe(1);
    idle.destroy();
  });

  const ledgerStates = async () => (await client.query('select state from ledger')).rows.map(({ state }) => state);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
