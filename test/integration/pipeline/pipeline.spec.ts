import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import type { Decision } from '../../../src/domain/correspondence';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { Receiver } from '../../../src/intake/receiver';
import type { TriageSteps } from '../../../src/pipeline/triage-stage';
import { aZip } from '../../builders/a-zip';
import { FakeComposer, FakeReader } from '../../fakes/fake-stage-tools';
import { SmtpSink } from '../../fakes/smtp-sink';
import { until } from '../../fakes/until';
import { emptyDatabase, QUEUE_ENGINES, queueSettings, testEnvironment } from '../test-servers';

/**
 * From SMTP to SMTP through intake, queues, stages and ledger.
 * Real: PostgreSQL, the queue's engine, document store, SMTP both ways, HTTP. Fake: what reads, decides and composes.
 */
const decision = (over: Partial<Decision>): Decision => ({
  action: 'ask-identifier',
  state: 'decided',
  channel: 'email',
  documents: [],
  letter: 'nir-manquant',
  preparedLetter: null,
  destination: { kind: 'email', address: 'personne@exemple.invalid', personalData: false },
  rule: 'essai',
  trace: [],
  reason: null,
  settle: null,
  ...over,
});

/** The subject says what is decided, so that each test writes its own decision. */
const DECISIONS: Readonly<Record<string, Decision>> = {
  demande: decision({}),
  poste: decision({
    channel: 'post',
    destination: { kind: 'post', address: ['MME INVENTEE', '', '', '1 RUE X', '', '75000 PARIS', ''] },
  }),
  accuse: decision({ action: 'acknowledge', letter: 'accuse-reception', state: 'needs-agent', reason: 'À traiter.' }),
  agent: decision({
    action: 'to-agent',
    state: 'needs-agent',
    letter: null,
    destination: null,
    reason: 'NIR inconnu.',
    rule: 'inconnu',
  }),
  automatique: decision({
    action: 'none',
    state: 'set-aside',
    letter: null,
    destination: null,
    reason: 'Automatique.',
  }),
};

const steps: TriageSteps = {
  identify: async () => ({
    identification: {
      verdict: 'missing',
      numeroAllocataire: null,
      person: null,
      personIndex: null,
      corroboratedBy: [],
      because: [],
      nir: null,
      nirKind: null,
      proposalKnown: false,
      numeroAllocataireGiven: false,
      thirdParty: false,
    },
    file: null,
    writtenFile: null,
  }),
  classify: () => ({ requests: [{ kind: 'autre', confidence: 1, because: [] }], danger: [] }),
  decide: ({ item, chosenLetter }) =>
    chosenLetter === null
      ? (DECISIONS[item.subject.split(' ')[0] ?? ''] ?? decision({}))
      : decision({ letter: chosenLetter, action: 'acknowledge' }),
};

describe.each(QUEUE_ENGINES)('pipeline on $engine', ({ engine, here }) => {
  const onEngine = here ? it : it.skip;
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  let reader: FakeReader;
  let redisUrl: string;
  const sink = new SmtpSink();

  beforeAll(async () => {
    if (!here) return;
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-pipeline-'));
    database = await emptyDatabase();
    reader = new FakeReader();
    const settings = await queueSettings(engine);
    redisUrl = settings.REDIS_URL ?? '';
    const environment = testEnvironment({
      ...settings,
      DATABASE_URL: database.url,
      DATA_FOLDER: folder,
      PRINT_FOLDER: path.join(folder, 'impression'),
      SMTP_LISTEN: '127.0.0.1:0',
      SMTP_URL: await sink.start(),
      MAILBOXES: 'courrier@caf.invalid',
    });
    running = await startHouse(environment, {
      reader,
      steps,
      composer: new FakeComposer(),
      pace: { everyMs: 100, staleMs: 1_500 },
    });
  });

  afterAll(async () => {
    if (!here) return;
    await running.stop();
    await sink.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    sink.mood = 'takes';
    sink.mails.length = 0;
    sink.attempts = 0;
  });

  let count = 0;
  async function send(subject: string): Promise<string> {
    const transport = createTransport({ host: '127.0.0.1', port: running.smtpPort ?? 0, ignoreTLS: true });
    const raw = `Subject: ${subject}\r\nX-N: ${engine} ${++count}\r\n\r\nBonjour`;
    const sent = await transport.sendMail({
      envelope: { from: 'p@exemple.invalid', to: ['courrier@caf.invalid'] },
      raw,
    });
    return /C-\d{4}-\d{6}/.exec(sent.response)?.[0] ?? '';
  }

  async function byReference(reference: string) {
    const { pool } = running.house.database;
    const { rows } = await pool.query<{ id: string }>('select id from correspondences where sequence = $1', [
      Number(reference.slice(-6)),
    ]);
    const record = await running.house.correspondences.load(rows[0]?.id ?? '');
    if (record === null) throw new Error(`${reference} introuvable`);
    return record;
  }

  const reaches = (reference: string, state: string) =>
    until(async () => {
      const record = await byReference(reference);
      return record.state === state ? record : null;
    });

  /** What the sink took of one item's sendings: another test's item may still be on its way. */
  async function mailsOf(reference: string) {
    const { id } = await byReference(reference);
    const own = (await running.house.ledger.of(id)).map(({ messageId }) => messageId);
    return sink.mails.filter(({ mail }) => own.some((messageId) => mail.messageId?.includes(messageId)));
  }

  onEngine('answers a message once, as an automatic answer of a stable identity', async () => {
    const record = await reaches(await send('demande'), 'waiting-sender');
    expect(sink.mails).toHaveLength(1);
    const [sunk] = sink.mails;
    expect(sunk).toMatchObject({ from: '', to: ['personne@exemple.invalid'] });
    expect(sunk?.mail.headers.get('auto-submitted')).toBe('auto-replied');
    expect(sunk?.mail.inReplyTo).toMatch(/^<original-[\da-f]{16}@exemple\.invalid>$/);
    expect(sunk?.mail.subject).toContain(record.reference);
    expect(sunk?.mail.attachments.map(({ filename }) => filename)).toEqual(['nir-manquant.pdf']);
    const [entry] = await running.house.ledger.of(record.id);
    expect(entry?.state).toBe('sent');
    expect(sunk?.mail.messageId).toContain(entry?.messageId);
    const events = (await running.house.correspondences.journalOf(record.id)).map(({ event }) => event);
    expect(events).toEqual(['received', 'read', 'decided', 'composed', 'dispatched']);
  });

  onEngine('leaves a letter for the print centre with its manifest', async () => {
    const record = await reaches(await send('poste'), 'waiting-sender');
    const [entry] = await running.house.ledger.of(record.id);
    const day = readdirSync(path.join(folder, 'impression'))[0] ?? '';
    const manifest = JSON.parse(readFileSync(path.join(folder, 'impression', day, `${entry?.id}.json`), 'utf8'));
    expect(manifest).toMatchObject({
      reference: record.reference,
      address: ['MME INVENTEE', '1 RUE X', '75000 PARIS'],
    });
    const name = manifest.files[0].name as string;
    expect(readFileSync(path.join(folder, 'impression', day, name), 'utf8')).toContain(record.reference);
    expect(sink.mails).toHaveLength(0);
  });

  onEngine('acknowledges and leaves the rest to an agent; sets automatic mail aside unanswered', async () => {
    const acknowledged = await reaches(await send('accuse'), 'needs-agent');
    expect(acknowledged.reason).toBe('À traiter.');
    expect(await mailsOf(acknowledged.reference)).toHaveLength(1);
    const aside = await reaches(await send('automatique'), 'set-aside');
    expect(await mailsOf(aside.reference)).toHaveLength(0);
  });

  onEngine('takes the same bytes again for the same item', async () => {
    const bytes = Buffer.from(`Subject: agent\r\n\r\nDeux fois ${engine}`);
    const receiver = new Receiver({ ...running.house, enqueuer: { kick: () => undefined } });
    const [first, second] = [
      await receiver.receiveEmail(bytes, 'ingest', null),
      await receiver.receiveEmail(bytes, 'ingest', null),
    ];
    expect(second.id).toBe(first.id);
    expect([first.created, second.created]).toEqual([true, false]);
    // Nobody kicked the enqueuer: the sweeper's timer finds the outbox entry.
    await reaches(first.reference, 'needs-agent');
  });

  onEngine('tries again what failed, and stores failed only after the last attempt', async () => {
    reader.failuresLeft = 2;
    const read = await reaches(await send('demande'), 'waiting-sender');
    expect(await mailsOf(read.reference)).toHaveLength(1);
    reader.failuresLeft = 1_000;
    const failed = await reaches(await send('demande'), 'failed');
    reader.failuresLeft = 0;
    expect(failed.reason).toMatch(/plusieurs essais/);
    expect(
      await running.house.store.has((await running.house.correspondences.documentsOf(failed.id))[0]?.storeKey ?? ''),
    ).toBe(true);
  });

  onEngine('never sends again what may have arrived, and gives it to an agent', async () => {
    sink.mood = 'drops-before-answer';
    const record = await reaches(await send('demande'), 'needs-agent');
    expect(record.reason).toMatch(/peut-être partie/);
    expect((await running.house.ledger.of(record.id))[0]?.state).toBe('perhaps-sent');
    expect(sink.attempts).toBe(1);
  });

  onEngine('sends again after a temporary refusal, once, and gives a final one to an agent', async () => {
    sink.mood = 'defers';
    const reference = await send('demande');
    await until(async () => sink.attempts > 0 || null);
    sink.mood = 'takes';
    await reaches(reference, 'waiting-sender');
    expect(await mailsOf(reference)).toHaveLength(1);
    sink.mood = 'refuses';
    const refusedOne = await reaches(await send('demande'), 'needs-agent');
    expect(refusedOne.reason).toMatch(/a refusé la réponse \(550\)/);
    expect((await running.house.ledger.of(refusedOne.id))[0]?.state).toBe('refused');
  });

  onEngine('puts back what a wiped queue forgot', async () => {
    const { pool } = running.house.database;
    const reference = await send('agent');
    const { id } = await reaches(reference, 'needs-agent');
    await pool.query(
      `update correspondences set state = 'triage', updated_at = now() - interval '1 hour' where id = $1`,
      [id],
    );
    await reaches(reference, 'needs-agent');
  });

  const onRedis = engine === 'redis' ? onEngine : () => undefined;
  onRedis('sees at once that Redis was wiped, and puts everything under way back', async () => {
    const { pool } = running.house.database;
    const { id, reference } = await reaches(await send('agent'), 'needs-agent');
    const redis = new Redis(redisUrl);
    await redis.flushdb();
    await redis.quit();
    await pool.query(`update correspondences set state = 'triage', updated_at = now() where id = $1`, [id]);
    await reaches(reference, 'needs-agent');
  });

  describe('over HTTP', () => {
    const call = async (method: string, url: string, key: string | null, body?: unknown, type = 'application/json') => {
      const response = await fetch(`http://127.0.0.1:${running.httpPort}${url}`, {
        method,
        headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), 'content-type': type },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
    };

    onEngine('takes a message with a key of the right scope, durable before 202, the same again 200', async () => {
      const ingest = await running.house.apiKeys.create('ingest', 'essai');
      const message = `Subject: agent\r\n\r\nPar HTTP ${engine}`;
      const first = await call('POST', '/api/correspondences', ingest, message, 'message/rfc822');
      expect(first).toMatchObject({ status: 202, body: { state: 'received' } });
      expect(first.body.links.self).toBe(`/api/correspondences/${first.body.id}`);
      const again = await call('POST', '/api/correspondences', ingest, message, 'message/rfc822');
      expect(again).toMatchObject({ status: 200, body: { id: first.body.id } });
      for (const key of [null, 'cou_ingest_faux'])
        expect(await call('POST', '/api/correspondences', key, message, 'message/rfc822')).toMatchObject({
          status: 401,
          type: expect.stringContaining('application/problem+json'),
          body: { status: 401, title: expect.any(String) },
        });
      expect((await call('POST', '/api/correspondences', ingest, message, 'text/plain')).status).toBe(415);
      expect((await call('GET', `/api/correspondences/${first.body.id}/events`, ingest)).status).toBe(403);
    });

    onEngine('takes an agent’s decision for the revision it saw, and refuses a late one', async () => {
      const operate = await running.house.apiKeys.create('operate', 'Agent d’essai');
      const record = await reaches(await send('agent'), 'needs-agent');
      const self = `/api/correspondences/${record.id}`;
      const shown = await call('GET', self, operate);
      expect(shown.body).toMatchObject({
        state: 'needs-agent',
        revision: 1,
        reason: 'NIR inconnu.',
        decision: { rule: 'inconnu' },
      });
      expect((await call('POST', `${self}/decision`, operate, { revision: 1, rien: true })).status).toBe(422);
      expect((await call('POST', `${self}/decision`, operate, { revision: 1, letter: 'inexistante' })).status).toBe(
        422,
      );
      const decided = await call('POST', `${self}/decision`, operate, { revision: 1, letter: 'nir-manquant' });
      expect(decided).toMatchObject({ status: 202, body: { revision: 2 } });
      expect((await call('POST', `${self}/decision`, operate, { revision: 1, setAside: true })).status).toBe(409);
      await reaches(record.reference, 'answered');
      expect(sink.mails).toHaveLength(1);
      const events = await call('GET', `${self}/events`, operate);
      expect(events.body.events.map(({ event }: { event: string }) => event)).toContain('settled-by-agent');
    });

    const upload = async (key: string, metadata: unknown, files: Readonly<Record<string, string>>) => {
      const form = new FormData();
      for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name);
      form.append(
        'files',
        new Blob([typeof metadata === 'string' ? metadata : JSON.stringify(metadata)]),
        'batch.json',
      );
      const response = await fetch(`http://127.0.0.1:${running.httpPort}/api/correspondences`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: form,
      });
      return { status: response.status, body: await response.json() };
    };
    const batch = (items: readonly object[]) => ({
      batchId: `lot-${engine}`,
      scannedAt: '2026-11-23T09:00:00+01:00',
      items,
    });

    onEngine('takes a scan batch whole, the same again as the same, and nothing of a bad one', async () => {
      const ingest = await running.house.apiKeys.create('ingest', 'essai');
      const countOf = async () =>
        (
          await running.house.database.pool.query(
            `select count(*)::int as n from correspondences where channel = 'post'`,
          )
        ).rows[0].n;
      const before = await countOf();
      const item = (itemId: string, ...pages: string[]) => ({
        itemId,
        receivedOn: '2026-11-20',
        postmark: '2026-11-18',
        pages,
      });
      const good = batch([item('1', 'a.pdf'), item('2', 'b.tif', 'c.png')]);
      const files = { 'a.pdf': 'A', 'b.tif': 'B', 'c.png': 'C' };
      const first = await upload(ingest, good, files);
      expect(first).toMatchObject({ status: 202, body: { state: 'received', items: [{}, {}] } });
      expect(await upload(ingest, good, files)).toMatchObject({ status: 200, body: { id: first.body.id } });
      expect(await countOf()).toBe(before + 2);
      const { rows } = await running.house.database.pool.query(
        'select received_on::text from correspondences where id = $1',
        [first.body.id],
      );
      expect(rows[0].received_on).toBe('2026-11-20');
      for (const [metadata, present, detail] of [
        [
          batch([item('1', 'a.pdf', 'absente.tif')]),
          { 'a.pdf': 'A' },
          /pli 1, page 2\u00a0: fichier «\u00a0absente.tif\u00a0» absent du lot\u00a0; lot mis de côté/,
        ],
        [
          batch([item('1', 'a.pdf')]),
          { 'a.pdf': 'A', 'x.pdf': 'X' },
          /«\u00a0x.pdf\u00a0» du lot n’est annoncé par aucun pli/,
        ],
        [batch([item('1', '../a.pdf')]), { 'a.pdf': 'A' }, /n’est pas un nom de fichier/],
        [batch([{ itemId: '1', receivedOn: '2026-02-30', pages: ['a.pdf'] }]), { 'a.pdf': 'A' }, /receivedOn/],
        ['{', { 'a.pdf': 'A' }, /pas du JSON/],
        [batch([item('1', 'a.exe')]), { 'a.exe': 'A' }, /ni PDF/],
      ] as const) {
        const refusal = await upload(ingest, metadata, present);
        expect([refusal.status, refusal.body.detail]).toEqual([422, expect.stringMatching(detail)]);
      }
      expect(await countOf()).toBe(before + 2);
    });

    onEngine(
      'takes the same batch as the same in each of its forms, by files or as a zip, and no other under its number',
      async () => {
        const ingest = await running.house.apiKeys.create('ingest', 'essai');
        const post = async (files: Readonly<Record<string, string | Buffer>>) => {
          const form = new FormData();
          for (const [name, content] of Object.entries(files))
            form.append('files', new Blob([new Uint8Array(Buffer.from(content))]), name);
          const response = await fetch(`http://127.0.0.1:${running.httpPort}/api/correspondences`, {
            method: 'POST',
            headers: { authorization: `Bearer ${ingest}` },
            body: form,
          });
          return { status: response.status, body: await response.json() };
        };
        const batchId = `formes-${engine}`;
        const at = '2026-11-23T09:00:00Z';
        const json = JSON.stringify({
          batchId,
          scannedAt: at,
          items: [{ itemId: '1', receivedOn: '2026-11-20', pages: ['a.pdf'] }],
        });
        const xml = `<batch batchId="${batchId}" scannedAt="${at}"><item itemId="1" receivedOn="2026-11-20"><pages><page>a.pdf</page></pages></item></batch>`;
        const csv = `batchId,scannedAt,itemId,receivedOn,pages\n${batchId},${at},1,2026-11-20,a.pdf\n`;
        const first = await post({ 'batch.xml': xml, 'a.pdf': 'A', 'batch.done': '' });
        expect(first.status).toBe(202);
        for (const again of [
          { 'batch.csv': csv, 'a.pdf': 'A' },
          { 'batch.json': json, 'a.pdf': 'A' },
          {
            'lot.zip': aZip([
              ['batch.json', json],
              ['a.pdf', 'A'],
            ]),
          },
        ])
          expect(await post(again)).toMatchObject({ status: 200, body: { id: first.body.id } });
        for (const [files, detail] of [
          [{ 'batch.json': json, 'a.pdf': 'B' }, /déjà reçu le .* avec un autre contenu/],
          [{ 'batch.json': json, 'batch.xml': xml, 'a.pdf': 'A' }, /deux fichiers de métadonnées/],
          [{ 'lot.zip': aZip([['batch.json', json]]) }, /«\u00a0a.pdf\u00a0» absent du lot/],
          [{ 'lot.zip': 'PK' }, /Archive illisible/],
          [{ 'lot.zip': aZip([['batch.json', json]]), 'a.pdf': 'A' }, /à côté d’elle/],
          [{ 'batch.xml': '<batch>', 'a.pdf': 'A' }, /batch\.xml\u00a0: ce n’est pas le XML/],
        ] as const)
          expect(await post(files)).toMatchObject({ status: 422, body: { detail: expect.stringMatching(detail) } });
        expect(readdirSync(path.join(folder, 'documents/incoming'))).toEqual([]);
      },
    );

    onEngine('survives an upload that is cut off, and says what was wrong', async () => {
      const ingest = await running.house.apiKeys.create('ingest', 'essai');
      const cut = '--B\r\nContent-Disposition: form-data; name="a"; filename="x.tif"\r\n\r\nabc';
      expect(await call('POST', '/api/correspondences', ingest, cut, 'multipart/form-data; boundary=B')).toMatchObject({
        status: 422,
        body: { detail: expect.stringContaining('mal formé ou interrompu') },
      });
      expect((await call('POST', '/api/correspondences', ingest, cut, 'multipart/form-data')).status).toBe(400);
      expect((await call('GET', '/health/ready', null)).status).toBe(200);
    });

    onEngine('sends a letter that an agent orders after a refusal', async () => {
      const operate = await running.house.apiKeys.create('operate', 'essai');
      sink.mood = 'refuses';
      const record = await reaches(await send('demande'), 'needs-agent');
      sink.mood = 'takes';
      const order = { revision: 1, letter: 'nir-manquant' };
      expect((await call('POST', `/api/correspondences/${record.id}/decision`, operate, order)).status).toBe(202);
      await reaches(record.reference, 'answered');
      expect(await mailsOf(record.reference)).toHaveLength(1);
      expect((await running.house.ledger.of(record.id)).map(({ state }) => state)).toEqual(['refused', 'sent']);
    });

    onEngine('sends only the correction when an agent corrects what has not left yet', async () => {
      const operate = await running.house.apiKeys.create('operate', 'essai');
      sink.mood = 'defers';
      const reference = await send('demande');
      const held = await until(async () => {
        const record = await byReference(reference);
        return record.state === 'dispatching' && record.reason !== null ? record : null;
      });
      expect(held.reason).toMatch(/elle attend/);
      const order = { revision: held.revision, letter: 'accuse-reception' };
      expect((await call('POST', `/api/correspondences/${held.id}/decision`, operate, order)).status).toBe(202);
      sink.mood = 'takes';
      await reaches(reference, 'answered');
      expect((await mailsOf(reference)).map(({ mail }) => mail.text?.trim())).toEqual(['Lettre accuse-reception']);
      expect((await running.house.ledger.of(held.id)).map(({ state }) => state)).toEqual(['withdrawn', 'sent']);
    });

    onEngine('sends anew what an agent corrected after a refusal, without a letter being named', async () => {
      const operate = await running.house.apiKeys.create('operate', 'essai');
      sink.mood = 'refuses';
      const record = await reaches(await send('demande'), 'needs-agent');
      sink.mood = 'takes';
      const order = { revision: record.revision, kind: 'autre' };
      expect((await call('POST', `/api/correspondences/${record.id}/decision`, operate, order)).status).toBe(202);
      await reaches(record.reference, 'waiting-sender');
      expect(await mailsOf(record.reference)).toHaveLength(1);
    });

    onEngine('runs a failed item again from where it failed, and nothing else', async () => {
      const operate = await running.house.apiKeys.create('operate', 'essai');
      const record = await reaches(await send('demande'), 'waiting-sender');
      const rerun = () => call('POST', `/api/correspondences/${record.id}/rerun`, operate);
      expect((await rerun()).status).toBe(409);
      const { pool } = running.house.database;
      await pool.query(`update correspondences set state = 'failed', reading = null, triage = null where id = $1`, [
        record.id,
      ]);
      expect((await rerun()).status).toBe(202);
      await reaches(record.reference, 'waiting-sender');
      // The ledger knows that this answer has left: it is not sent a second time.
      expect(await mailsOf(record.reference)).toHaveLength(1);
    });

    onEngine('puts each receipt of a day in exactly one class', async () => {
      const operate = await running.house.apiKeys.create('operate', 'essai');
      const { body } = await call('GET', '/api/reconciliation', operate);
      const { rows } = await running.house.database.pool.query(
        'select count(*)::int as n from correspondences where received_on = $1',
        [body.day],
      );
      expect(rows[0].n).toBeGreaterThan(0);
      const sum = body.channels.flatMap(({ classes }: { classes: object }) => Object.values(classes));
      expect(body.received).toBe(rows[0].n);
      expect(sum.reduce((a: number, b: number) => a + b)).toBe(body.received);
      expect((await call('GET', '/api/reconciliation?day=2026-02-30', operate)).status).toBe(422);
    });

    onEngine('says what it does not know as problem details', async () => {
      const operate = await running.house.apiKeys.create('operate', 'essai');
      for (const url of [
        '/api/correspondences/00000000-0000-7000-8000-000000000000',
        '/api/correspondences/x',
        '/nulle-part',
      ])
        expect(await call('GET', url, operate)).toMatchObject({ status: 404, body: { status: 404 } });
      expect(await call('GET', '/health/ready', null)).toMatchObject({ status: 200 });
    });
  });

  onEngine('keeps nothing but ids in the outbox and refuses strangers’ mail', async () => {
    await expect(
      createTransport({ host: '127.0.0.1', port: running.smtpPort ?? 0, ignoreTLS: true }).sendMail({
        envelope: { from: 'p@exemple.invalid', to: ['autre@ailleurs.invalid'] },
        raw: 'Subject: x\r\n\r\n',
      }),
    ).rejects.toMatchObject({ responseCode: 550 });
  });
});
