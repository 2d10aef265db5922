import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Triage } from '../../../src/domain/correspondence';
import { type House, openHouse } from '../../../src/house/house';
import { Receiver } from '../../../src/intake/receiver';
import type { CorrespondenceRecord, NewDispatch, StageCommit } from '../../../src/persistence/correspondence-record';
import { NO_QUEUE_HERE } from '../../../src/pipeline/enqueuer';
import { createLogger } from '../../../src/platform/logger';
import { FakeReader } from '../../fakes/fake-stage-tools';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** What a stage leaves is written whole or not at all. Real: PostgreSQL. Fake: nothing; what is written is made up. */
describe('StageWriter', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let house: House;
  let count = 0;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-commit-'));
    database = await emptyDatabase();
    house = await openHouse(
      testEnvironment({ DATABASE_URL: database.url, DATA_FOLDER: folder }),
      createLogger('silent'),
    );
  });
  afterAll(async () => {
    await house.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const TRIAGE = {
    identification: { verdict: 'missing' },
    classification: { requests: [{ kind: 'autre' }], danger: [] },
    decision: { action: 'acknowledge', state: 'decided', letter: 'accuse-reception', reason: null },
  } as unknown as Triage;
  const commit = (state: StageCommit['state'], event: string, more: Partial<StageCommit> = {}): StageCommit => ({
    ...{ state, event, detail: {}, reason: null },
    ...more,
  });
  const reply = (): NewDispatch => ({
    ...{ purpose: 'accuse-reception', request: 'autre', channel: 'email', templateVersion: 'essai' },
    content: {
      destination: { kind: 'email', address: 'personne@exemple.invalid' },
      ...{ subject: 's', text: 't', html: 'h', inReplyTo: null, references: [], files: [] },
    },
  });
  const letter = {
    role: 'reply',
    position: 0,
    name: 'lettre.pdf',
    type: 'application/pdf',
    size: 1,
    pages: 1,
  } as const;

  async function receive(): Promise<CorrespondenceRecord> {
    const receiver = new Receiver({ ...house, enqueuer: NO_QUEUE_HERE });
    const { id } = await receiver.receiveEmail(Buffer.from(`Subject: ${++count}\r\n\r\n`), 'ingest', null);
    return load(id);
  }
  async function load(id: string): Promise<CorrespondenceRecord> {
    const record = await house.correspondences.load(id);
    if (record === null) throw new Error('absent');
    return record;
  }
  const read = async (): Promise<StageCommit> =>
    commit('triage', 'read', { reading: await new FakeReader().readEmail(Buffer.from('')), nextJob: 'triage' });

  /** How many rows each table holds of it. */
  async function rows(id: string) {
    const tables = ['journal', 'outbox', 'search_words', 'deadlines', 'ledger', 'documents', 'waits'];
    const counted = await Promise.all(
      tables.map(async (table) => {
        const query = `select count(*)::int as n from ${table} where correspondence_id = $1`;
        return [table, (await house.database.pool.query<{ n: number }>(query, [id])).rows[0]?.n] as const;
      }),
    );
    return Object.fromEntries(counted.filter(([, n]) => n !== 0));
  }

  it('writes the row and all that goes with it through the stages of an ordinary message', async () => {
    const received = await receive();
    const { id } = received;
    expect(await rows(id)).toEqual({ journal: 1, outbox: 1, documents: 1 });
    expect(await house.correspondences.commitStage(received, await read())).toBe(true);
    expect(await rows(id)).toEqual({ journal: 2, outbox: 2, documents: 1, search_words: 1 });
    const decided = commit('composing', 'decided', { triage: TRIAGE, nextJob: 'compose' });
    expect(await house.correspondences.commitStage(await load(id), decided)).toBe(true);
    expect((await house.deadlines.of([id])).get(id)).toMatchObject({ alarm: null, pauses: [] });
    const claim = { sender: Buffer.alloc(32, 3), request: 'autre', mailbox: 'contact@caf.invalid' };
    const composed = commit('dispatching', 'composed', {
      ...{ dispatch: reply(), documents: [{ ...letter, storeKey: 'a'.repeat(64) }], nextJob: 'dispatch' },
      limited: { claim, otherwise: () => commit('needs-agent', 'held') },
    });
    expect(await house.correspondences.commitStage(await load(id), composed)).toBe(true);
    expect((await house.ledger.of(id)).map(({ state }) => state)).toEqual(['reserved']);
    expect(await house.correspondences.commitStage(await load(id), commit('answered', 'dispatched'))).toBe(true);
    const all = { journal: 5, outbox: 4, documents: 2, search_words: 1, deadlines: 1, ledger: 1 };
    expect(await rows(id)).toEqual(all);
    expect((await house.correspondences.journalOf(id)).map(({ event }) => event)).toEqual([
      ...['received', 'read', 'decided', 'composed', 'dispatched'],
    ]);
    const open = await house.database.pool.query('select open from deadlines where correspondence_id = $1', [id]);
    expect(open.rows).toEqual([{ open: false }]);
  });

  it('writes nothing at all where another was faster, of several at once all but one', async () => {
    const received = await receive();
    const done = await Promise.all(
      Array.from({ length: 5 }, async () => house.correspondences.commitStage(received, await read())),
    );
    expect(done.filter((one) => one)).toHaveLength(1);
    const once = { journal: 2, outbox: 2, documents: 1, search_words: 1 };
    expect(await rows(received.id)).toEqual(once);
    expect(await house.correspondences.commitStage(received, commit('answered', 'dispatched'))).toBe(false);
    expect(await rows(received.id)).toEqual(once);
  });

  it('reserves a reply once, whatever is tried again', async () => {
    const received = await receive();
    const composed = commit('dispatching', 'composed', {
      ...{ dispatch: reply(), documents: [{ ...letter, storeKey: 'b'.repeat(64) }] },
    });
    const again = { ...composed, state: 'composing' as const };
    expect(await house.correspondences.commitStage(received, again)).toBe(true);
    expect(await house.correspondences.commitStage(await load(received.id), composed)).toBe(true);
    expect(await rows(received.id)).toMatchObject({ ledger: 1, documents: 2 });
  });

  it('takes up again a reply that was withdrawn, under the seal of its own row', async () => {
    const received = await receive();
    const composed = commit('composing', 'composed', { dispatch: reply() });
    expect(await house.correspondences.commitStage(received, composed)).toBe(true);
    const [entry] = await house.ledger.of(received.id);
    await house.ledger.move(entry?.id ?? '', ['reserved'], 'withdrawn');
    expect(await house.correspondences.commitStage(await load(received.id), composed)).toBe(true);
    expect(await house.ledger.of(received.id)).toMatchObject([{ id: entry?.id, state: 'reserved' }]);
  });

  it('leaves the row where it was when something that goes with it cannot be written', async () => {
    const received = await receive();
    const impossible = commit('triage', 'read', { nextJob: 'triage', detail: { reason: 'zéro \u0000 refusé' } });
    await expect(house.correspondences.commitStage(received, impossible)).rejects.toThrow();
    expect(await load(received.id)).toMatchObject({ state: 'received' });
    expect(await rows(received.id)).toEqual({ journal: 1, outbox: 1, documents: 1 });
  });

  it('begins a wait, and ends it', async () => {
    const received = await receive();
    const asked = commit('waiting-sender', 'dispatched', { triage: TRIAGE });
    expect(await house.correspondences.commitStage(received, asked)).toBe(true);
    expect(await rows(received.id)).toMatchObject({ waits: 1, deadlines: 1 });
    const settled = commit('set-aside', 'settled-by-agent', { raiseRevision: true });
    expect(await house.correspondences.commitStage(await load(received.id), settled)).toBe(true);
    const { rows: waits } = await house.database.pool.query('select until from waits where correspondence_id = $1', [
      received.id,
    ]);
    expect(waits).toEqual([{ until: expect.any(Date) }]);
  });
});
