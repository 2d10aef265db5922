import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { makeTriageSteps } from '../../../src/house/make-stage-tools';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { FakeComposer, FakeReader } from '../../fakes/fake-stage-tools';
import { until } from '../../fakes/until';
import { emptyDatabase, QUEUE_ENGINES, queueSettings, testEnvironment } from '../test-servers';

/**
 * What Prometheus reads while mail goes through. Real: PostgreSQL, the queue's engine, SMTP in, triage. Fake: what reads and
 * composes; no outgoing server, so that a reply stays in the ledger.
 */
describe.each(QUEUE_ENGINES)('metrics on $engine', ({ engine, here }) => {
  const onEngine = here ? it : it.skip;
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  const reader = new FakeReader();

  beforeAll(async () => {
    if (!here) return;
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-mesures-'));
    database = await emptyDatabase();
    running = await startHouse(
      testEnvironment({
        ...(await queueSettings(engine)),
        DATABASE_URL: database.url,
        DATA_FOLDER: folder,
        SMTP_LISTEN: '127.0.0.1:0',
        OPERATIONS_PORT: '0',
        MAILBOXES: 'courrier@caf.invalid',
      }),
      { reader, composer: new FakeComposer(), steps: makeTriageSteps(), pace: { everyMs: 50, staleMs: 60_000 } },
    );
  });
  afterAll(async () => {
    if (!here) return;
    await running.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const scrape = async () => (await fetch(`http://127.0.0.1:${running.operationsPort}/metrics`)).text();
  /** Until a scrape has every one of these lines. */
  const shows = async (...lines: string[]) => {
    let text = '';
    const lacking = () => lines.filter((line) => !text.split('\n').includes(line));
    await until(async () => {
      text = await scrape();
      return lacking().length === 0 ? true : null;
    }).catch(() => undefined);
    expect({ lacking: lacking() }).toEqual({ lacking: [] });
    return text;
  };
  const send = (to: string, subject: string) =>
    createTransport({ host: '127.0.0.1', port: running.smtpPort ?? 0, ignoreTLS: true }).sendMail({
      envelope: { from: 'p@exemple.invalid', to: [to] },
      raw: `Subject: ${subject}\r\n\r\nBonjour, je voudrais mon attestation de paiement. Marie Inventée`,
    });

  onEngine('counts what came in, each stage, decisions, retries, and what stands where', async () => {
    reader.failuresLeft = 1;
    await send('courrier@caf.invalid', 'attestation');
    await expect(send('autre@caf.invalid', 'ailleurs')).rejects.toThrow(/550/);
    const text = await shows(
      'courrier_intake_total{way="smtp",answer="accepted"} 1',
      'courrier_intake_total{way="smtp",answer="refused"} 1',
      'courrier_stage_retries_total{stage="read"} 1',
      'courrier_stage_outcomes_total{stage="read",outcome="retry"} 1',
      'courrier_stage_outcomes_total{stage="read",outcome="read"} 1',
      'courrier_stage_outcomes_total{stage="compose",outcome="composed"} 1',
      'courrier_stage_duration_seconds_count{stage="read"} 2',
      'courrier_decisions_total{action="ask-identifier",rule="nir-manquant"} 1',
      'courrier_requests_total{kind="attestation-paiement"} 1',
      'courrier_correspondences{state="dispatching"} 1',
      'courrier_ledger_entries{state="reserved"} 1',
      'courrier_ledger_entries{state="perhaps-sent"} 0',
      'courrier_ledger_entries{state="sent"} 0',
      'courrier_outbox_entries 0',
      'courrier_queue_jobs{queue="reading",state="waiting"} 0',
      'courrier_directory_breaker_state{state="closed"} 1',
      'courrier_reading_stopped_total{cause="memory"} 0',
    );
    expect(text).toMatch(/^courrier_correspondences_oldest_age_seconds\{class="under-way"\} \d/m);
    expect(text).toMatch(/^courrier_postgres_pool_connections\{state="idle"\} \d/m);
    expect(text).not.toMatch(/inventée|exemple\.invalid/i);
  });

  onEngine('counts what is settled, and shows no number it does not know', async () => {
    const { pool } = running.house.database;
    await pool.query(`update correspondences set state = 'answered'`);
    await pool.query(`update ledger set state = 'sent'`);
    // Counts that grow with the years are made once a minute: a house that starts counts at once.
    await pool.query(`alter table outbox rename to outbox_ailleurs`);
    await until(async () => (/^courrier_outbox_entries /m.test(await scrape()) ? null : true));
    await pool.query(`alter table outbox_ailleurs rename to outbox`);
    const text = await shows('courrier_outbox_entries 0');
    expect(text).not.toMatch(/^courrier_correspondences\{state="dispatching"\} 1/m);
  });
});
