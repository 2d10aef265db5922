import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DispatchStage, TRANSMITTING_MS } from '../../../src/dispatch/dispatch-stage';
import { PrintFolder } from '../../../src/dispatch/print-folder';
import { SmtpClient } from '../../../src/dispatch/smtp-client';
import type { Triage } from '../../../src/domain/correspondence';
import { type House, openHouse } from '../../../src/house/house';
import { Receiver } from '../../../src/intake/receiver';
import type { NewDispatch } from '../../../src/persistence/correspondence-record';
import { NO_QUEUE_HERE } from '../../../src/pipeline/enqueuer';
import { JOB_NAMES } from '../../../src/pipeline/job-catalogue';
import { StageRunner } from '../../../src/pipeline/stage-runner';
import { createLogger } from '../../../src/platform/logger';
import { FakeReader } from '../../fakes/fake-stage-tools';
import { SmtpSink } from '../../fakes/smtp-sink';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** What the ledger makes of crashes and of two tasks at once. Real: PostgreSQL, SMTP, the print folder. Fake: the clock, the queue. */
describe('dispatch', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let house: House;
  let url: string;
  let now: Date;
  let count = 0;
  const sink = new SmtpSink();
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-envois-'));
    database = await emptyDatabase();
    url = await sink.start();
    house = await openHouse(
      testEnvironment({ DATABASE_URL: database.url, DATA_FOLDER: folder }),
      createLogger('silent'),
    );
  });
  afterAll(async () => {
    await house.close();
    await sink.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    sink.mails.length = 0;
    sink.mood = 'takes';
    sink.pause = Promise.resolve();
    now = new Date();
  });

  const clock = { now: () => now };
  const worker = (smtp = new SmtpClient(url)) => {
    const print = new PrintFolder(path.join(folder, 'impression'));
    const stage = new DispatchStage({
      ...house,
      clock,
      sender: { name: 'Caf', address: 'courrier@caf.invalid', dkim: null, readsTags: false },
      smtp,
      print,
      printsInBatches: false,
      isKeyRevoked: async () => false,
      transmittingMs: TRANSMITTING_MS,
    });
    return new StageRunner(
      JOB_NAMES.map((job) => ({ job, run: (record) => stage.run(record) })),
      { ...house, enqueuer: NO_QUEUE_HERE },
    );
  };

  /** A row with a reply that is reserved in the ledger. */
  async function reserved(channel: 'email' | 'post'): Promise<string> {
    const receiver = new Receiver({ ...house, enqueuer: NO_QUEUE_HERE });
    const { id } = await receiver.receiveEmail(Buffer.from(`Subject: ${++count}\r\n\r\n`), 'ingest', null);
    const destination =
      channel === 'email'
        ? { kind: channel, address: 'personne@exemple.invalid' }
        : { kind: channel, address: ['MME INVENTEE', '1 RUE X', '75000 PARIS'] };
    const triage = {
      identification: {},
      classification: { requests: [{ kind: 'autre' }], danger: [] },
      decision: { action: 'acknowledge', state: 'decided', letter: 'accuse-reception', reason: null, destination },
    } as unknown as Triage;
    const { storeKey, bytes } = await house.store.put(Buffer.from('%PDF lettre'));
    const files = [{ fileName: 'lettre.pdf', storeKey, bytes, pages: 1 }];
    const content = { destination, subject: 's', text: 't', html: 'h', inReplyTo: null, references: [], files };
    const dispatch = {
      purpose: 'accuse-reception',
      request: 'autre',
      channel,
      content,
      templateVersion: 'essai',
    } as NewDispatch;
    const reading = await new FakeReader().readEmail(Buffer.from(''));
    await house.correspondences.commitStage(
      { id, revision: 1, state: 'received' },
      { state: 'dispatching', event: 'composed', detail: {}, reading, triage, dispatch },
    );
    return id;
  }

  const run = (id: string, by = worker()) => by.run('dispatch', { correspondenceId: id, revision: 1 }, false);
  const stands = async (id: string) => [
    (await house.correspondences.load(id))?.state,
    (await house.ledger.of(id))[0]?.state,
  ];
  const open = () => {
    let opened: () => void = () => undefined;
    sink.pause = new Promise((resolve) => {
      opened = resolve;
    });
    return () => opened();
  };

  it('lets a second task wait for the first, which is still transmitting, and sends once', async () => {
    const id = await reserved('email');
    const answer = open();
    const first = run(id);
    await until(async () => ((await stands(id))[1] === 'transmitting' ? true : null));
    await run(id);
    expect(await stands(id)).toEqual(['dispatching', 'transmitting']);
    answer();
    await first;
    expect(await stands(id)).toEqual(['answered', 'sent']);
    expect(sink.mails).toHaveLength(1);
  });

  it.each(['knows-nobody', 'distrusts-us'] as const)(
    'remembers an address only where nobody is: a server that %s',
    async (mood) => {
      await house.failing.lift('personne@exemple.invalid');
      sink.mood = mood;
      const id = await reserved('email');
      await run(id);
      expect(await stands(id)).toEqual(['needs-agent', 'refused']);
      expect(await house.failing.failsAny(['personne@exemple.invalid'])).toBe(mood === 'knows-nobody');
    },
  );

  it('takes back «perhaps sent» when the task that was taken for lost hears that it was taken', async () => {
    const id = await reserved('email');
    const answer = open();
    const first = run(id);
    await until(async () => ((await stands(id))[1] === 'transmitting' ? true : null));
    now = new Date(now.getTime() + 80_000);
    await run(id);
    expect(await stands(id)).toEqual(['needs-agent', 'perhaps-sent']);
    answer();
    await first;
    expect(await stands(id)).toEqual(['answered', 'sent']);
    expect(sink.mails).toHaveLength(1);
  });

  it('leaves what an agent settled meanwhile as it is', async () => {
    const id = await reserved('email');
    const answer = open();
    const first = run(id);
    await until(async () => ((await stands(id))[1] === 'transmitting' ? true : null));
    now = new Date(now.getTime() + 80_000);
    await run(id);
    await house.correspondences.commitStage(
      { id, revision: 1, state: 'needs-agent' },
      { state: 'set-aside', event: 'settled-by-agent', detail: {}, raiseRevision: true },
    );
    answer();
    await first;
    expect(await stands(id)).toEqual(['set-aside', 'sent']);
  });

  it('gives what a crash left transmitting to an agent once nobody can be at it any more, and never sends it again', async () => {
    const id = await reserved('email');
    const [entry] = await house.ledger.of(id);
    await house.ledger.move(entry?.id ?? '', ['reserved'], 'transmitting');
    await run(id);
    expect(await stands(id)).toEqual(['dispatching', 'transmitting']);
    now = new Date(now.getTime() + 80_000);
    await run(id);
    expect(await stands(id)).toEqual(['needs-agent', 'perhaps-sent']);
    expect(sink.mails).toHaveLength(0);
  });

  it('finishes without a second sending what a crash left sent', async () => {
    const id = await reserved('email');
    const [entry] = await house.ledger.of(id);
    await house.ledger.move(entry?.id ?? '', ['reserved'], 'sent');
    await run(id);
    expect(await stands(id)).toEqual(['answered', 'sent']);
    expect(sink.mails).toHaveLength(0);
  });

  it('sends nothing that an agent withdrew while the server was being reached', async () => {
    const id = await reserved('email');
    const [entry] = await house.ledger.of(id);
    const smtp = new SmtpClient(url);
    const send = smtp.send.bind(smtp);
    smtp.send = async (raw, to, beforeEnd) =>
      send(raw, to, async () => {
        await house.ledger.move(entry?.id ?? '', ['reserved'], 'withdrawn');
        await beforeEnd();
      });
    await run(id, worker(smtp));
    expect(await stands(id)).toEqual(['dispatching', 'withdrawn']);
    expect(sink.mails).toHaveLength(0);
  });

  it('asks a server that cannot be reached once for all that wait for it', async () => {
    const gone = new SmtpSink();
    const smtp = new SmtpClient(await gone.start());
    await gone.stop();
    const [one, two] = [await reserved('email'), await reserved('email')];
    const errors: string[] = [];
    const send = smtp.send.bind(smtp);
    smtp.send = (...given) =>
      send(...given).catch((error: Error) => {
        errors.push(error.message);
        throw error;
      });
    await run(one, worker(smtp));
    await run(two, worker(smtp));
    expect(errors).toEqual([expect.stringMatching(/ECONNREFUSED/), expect.stringMatching(/laissé tranquille/)]);
    expect([await stands(one), await stands(two)]).toEqual(Array(2).fill(['dispatching', 'reserved']));
  });

  it('sends several by one connection, and by a new one where the server has ended it meanwhile', async () => {
    const [one, two, three] = [await reserved('email'), await reserved('email'), await reserved('email')];
    const by = worker();
    const before = sink.connections;
    await run(one, by);
    await run(two, by);
    expect(sink.connections - before).toBe(1);
    sink.dropAll();
    await run(three, by);
    expect(sink.connections - before).toBe(2);
    expect(await Promise.all([one, two, three].map(stands))).toEqual(Array(3).fill(['answered', 'sent']));
    expect(sink.mails).toHaveLength(3);
  });

  it('sends nothing twice where a connection that was kept breaks before its answer', async () => {
    const [one, two] = [await reserved('email'), await reserved('email')];
    const by = worker();
    await run(one, by);
    sink.mood = 'drops-before-answer';
    await run(two, by);
    sink.mood = 'takes';
    expect(await stands(two)).toEqual(['needs-agent', 'perhaps-sent']);
    expect(sink.mails).toHaveLength(2);
  });

  it('leaves a letter under the day of its first try, however late the next one is', async () => {
    const id = await reserved('post');
    const [entry] = await house.ledger.of(id);
    await house.ledger.startPrinting(entry?.id ?? '');
    now = new Date(now.getTime() + 48 * 60 * 60 * 1000);
    await run(id);
    expect(await stands(id)).toEqual(['answered', 'sent']);
    expect(readdirSync(path.join(folder, 'impression'))).toHaveLength(1);
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(new Date());
    expect(readdirSync(path.join(folder, 'impression', today)).sort()).toEqual([
      `${entry?.id}-1.pdf`,
      `${entry?.id}.json`,
    ]);
  });
});
