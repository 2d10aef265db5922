import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createComposer } from '../../../src/composition/compose-reply';
import { DispatchStage, TRANSMITTING_MS } from '../../../src/dispatch/dispatch-stage';
import { ClosePrintBatch } from '../../../src/dispatch/print-batch/close-print-batch';
import { BatchWriter } from '../../../src/dispatch/print-batch/write-batch';
import { PrintFolder } from '../../../src/dispatch/print-folder';
import { ApplyPrintReturns } from '../../../src/dispatch/print-returns/apply-print-returns';
import { ReturnFolder } from '../../../src/dispatch/print-returns/return-folder';
import type { Triage } from '../../../src/domain/correspondence';
import { type House, openHouse } from '../../../src/house/house';
import { Receiver } from '../../../src/intake/receiver';
import { markRestored } from '../../../src/persistence/backup/mark-restored';
import type { NewDispatch } from '../../../src/persistence/correspondence-record';
import { NO_QUEUE_HERE } from '../../../src/pipeline/enqueuer';
import { JOB_NAMES } from '../../../src/pipeline/job-catalogue';
import { StageRunner } from '../../../src/pipeline/stage-runner';
import { parisDate } from '../../../src/platform/clock';
import { createLogger } from '../../../src/platform/logger';
import { anAllocataireFile } from '../../builders/an-allocataire-file';
import { FakeReader } from '../../fakes/fake-stage-tools';
import { aReplyOrder } from '../../unit/composition/a-reply-order';
import { emptyDatabase, testEnvironment } from '../test-servers';

/**
 * Letters from the ledger to the print centre and back. Real: PostgreSQL, the document store, the folders, PDFs of ours. Fake:
 * what reads and decides; the queue. Everybody is invented.
 */
const NEVER = new AbortController().signal;
const TODAY = parisDate(new Date());

describe('the print centre', () => {
  let folder: string;
  let print: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let house: House;
  let pdf: Buffer;
  let count = 0;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-impression-'));
    database = await emptyDatabase();
    house = await openHouse(
      testEnvironment({ DATABASE_URL: database.url, DATA_FOLDER: folder }),
      createLogger('silent'),
    );
    const composer = await createComposer({ templatesFolder: path.resolve(__dirname, '../../../templates') });
    const composed = await composer.compose(aReplyOrder({ letter: 'acces-compte', attestations: [] }));
    if (!composed.ok) throw new Error(composed.error.message);
    pdf = Buffer.from(composed.value.files[0]?.bytes ?? []);
  });
  afterAll(async () => {
    await house.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    print = mkdtempSync(path.join(folder, 'impression-'));
  });

  /** A letter that has left for the next batch. */
  async function letterTo(address: readonly string[], content = pdf): Promise<{ item: string; letter: string }> {
    const receiver = new Receiver({ ...house, enqueuer: NO_QUEUE_HERE });
    const { id } = await receiver.receiveEmail(Buffer.from(`Subject: ${++count}\r\n\r\n`), 'ingest', null);
    const destination = { kind: 'post' as const, address };
    const triage = {
      identification: {},
      classification: { requests: [{ kind: 'autre' }], danger: [] },
      decision: { action: 'acknowledge', state: 'decided', letter: 'accuse-reception', reason: null, destination },
    } as unknown as Triage;
    const { storeKey, bytes } = await house.store.put(content);
    const files = [{ fileName: 'lettre.pdf', storeKey, bytes, pages: 1 }];
    const dispatch: NewDispatch = {
      purpose: 'accuse-reception',
      request: 'autre',
      channel: 'post',
      content: { destination, subject: 's', text: 't', html: 'h', inReplyTo: null, references: [], files },
      templateVersion: 'essai',
    };
    const reading = await new FakeReader().readEmail(Buffer.from(''));
    await house.correspondences.commitStage(
      { id, revision: 1, state: 'received' },
      { state: 'dispatching', event: 'composed', detail: {}, reading, triage, dispatch },
    );
    const stage = new DispatchStage({
      ...house,
      sender: { name: 'Caf', address: 'courrier@caf.invalid', dkim: null, readsTags: false },
      smtp: null,
      print: new PrintFolder(print),
      printsInBatches: true,
      isKeyRevoked: async () => false,
      transmittingMs: TRANSMITTING_MS,
    });
    const runner = new StageRunner(
      JOB_NAMES.map((job) => ({ job, run: (record) => stage.run(record) })),
      { ...house, enqueuer: NO_QUEUE_HERE },
    );
    await runner.run('dispatch', { correspondenceId: id, revision: 1 }, false);
    const [entry] = await house.ledger.of(id);
    expect(entry?.state).toBe('sent');
    return { item: id, letter: entry?.id ?? '' };
  }

  const closing = (mode: 'merged' | 'single', given: Partial<House> = {}) =>
    new ClosePrintBatch({
      batches: given.printBatches ?? house.printBatches,
      writer: new BatchWriter(print, house.store, true),
      mode,
      hour: '17:00',
    });
  const manifestIn = (name: string) => JSON.parse(readFileSync(path.join(print, name, 'manifeste.json'), 'utf8'));
  const standsAt = async (item: string) => (await house.printLetters.of(item))[0]?.state;
  const told = (...lines: string[]) =>
    new ApplyPrintReturns(house.printReturns, house.clock).apply(Buffer.from(lines.join('\n')));

  it('hands over in one file what waits, in postal order, with its manifest, and never again', async () => {
    const lyon = await letterTo(['MME INVENTEE', '', '', '3 RUE B', '', '69001 LYON', '']);
    const paris = await letterTo(['M INVENTE; FILS', '', '', '2 RUE A', '', '75001 PARIS', '']);
    const bourg = await letterTo(['MME INVENTEE', '', '', '1 RUE A', '', '01000 BOURG EN BRESSE', '']);
    expect(readdirSync(print)).toEqual([]);
    const [batch] = await closing('merged').close(TODAY, NEVER);
    expect(readdirSync(print)).toEqual([batch?.name]);
    const name = batch?.name ?? '';
    expect(name).toMatch(new RegExp(`^${TODAY}-lot-[0-9a-f]{8}$`));
    expect(readdirSync(path.join(print, name)).sort()).toEqual(['lettres.pdf', 'manifeste.csv', 'manifeste.json']);
    const manifest = manifestIn(name);
    expect(manifest.letters.map(({ id }: { id: string }) => id)).toEqual([bourg.letter, lyon.letter, paris.letter]);
    expect(manifest.letters[0]).toMatchObject({
      position: 1,
      sheets: 1,
      grams: 10,
      weightClass: 20,
      address: ['MME INVENTEE', '1 RUE A', '01000 BOURG EN BRESSE'],
      files: [{ name: 'lettres.pdf', firstPage: 1 }],
    });
    // Each letter on a sheet of its own.
    expect(manifest.letters.map(({ files }: { files: { firstPage: number }[] }) => files[0]?.firstPage)).toEqual([
      1, 3, 5,
    ]);
    expect(manifest.merged.pages).toBe(6);
    const csv = readFileSync(path.join(print, name, 'manifeste.csv'), 'utf8').split('\r\n');
    expect(csv).toHaveLength(5);
    expect(csv[3]).toContain(`3;${paris.letter};`);
    expect(csv[3]).toContain('"M INVENTE; FILS"');
    expect(await Promise.all([lyon, paris, bourg].map(({ item }) => standsAt(item)))).toEqual(Array(3).fill('handed'));
    const events = (await house.correspondences.journalOf(bourg.item)).map(({ event }) => event);
    expect(events.at(-1)).toBe('letter-in-print-batch');
    expect(await closing('merged').close(TODAY, NEVER)).toEqual([]);
    expect(readdirSync(print)).toEqual([name]);
  });

  it('leaves each letter as the file that is kept, where files are asked for', async () => {
    const { letter } = await letterTo(['MME INVENTEE', '', '', '3 RUE B', '', '69001 LYON', '']);
    const [batch] = await closing('single').close(TODAY, NEVER);
    const name = batch?.name ?? '';
    expect(readFileSync(path.join(print, name, `${letter}-1.pdf`)).equals(pdf)).toBe(true);
    expect(manifestIn(name)).toMatchObject({ merged: null, letters: [{ files: [{ firstPage: null }] }] });
  });

  it('goes on with the same letters after a crash, before its folder stood there as after', async () => {
    const first = await letterTo(['MME INVENTEE', '', '', '3 RUE B', '', '69001 LYON', '']);
    await house.printBatches.open(TODAY, 'merged');
    const second = await letterTo(['MME INVENTEE', '', '', '4 RUE B', '', '69001 LYON', '']);
    mkdirSync(path.join(print, `.${TODAY}-lot-00000000.part`));
    const batches = await closing('merged').close(TODAY, NEVER);
    expect(batches.map(({ letters }) => letters)).toEqual([1, 1]);
    expect(manifestIn(batches[0]?.name ?? '').letters[0].id).toBe(first.letter);
    expect(manifestIn(batches[1]?.name ?? '').letters[0].id).toBe(second.letter);

    const third = await letterTo(['MME INVENTEE', '', '', '5 RUE B', '', '69001 LYON', '']);
    const dying = Object.create(house.printBatches);
    dying.close = () => Promise.reject(new Error('mort subite'));
    await expect(closing('merged', { printBatches: dying }).close(TODAY, NEVER)).rejects.toThrow('mort subite');
    const folders = readdirSync(print).filter((name) => !name.startsWith('.'));
    expect(folders).toHaveLength(3);
    const [resumed] = await closing('merged').close(TODAY, NEVER);
    expect(manifestIn(resumed?.name ?? '').letters[0].id).toBe(third.letter);
    expect(readdirSync(print).filter((name) => !name.startsWith('.'))).toEqual(folders);
    expect(await standsAt(third.item)).toBe('handed');
  });

  it('leaves out a letter that does not open and gives it to an agent; a file that cannot be merged stands beside', async () => {
    const good = await letterTo(['MME INVENTEE', '', '', '3 RUE B', '', '69001 LYON', '']);
    const odd = await letterTo(['MME INVENTEE', '', '', '4 RUE B', '', '69001 LYON', ''], Buffer.from('%PDF autre'));
    const lost = await letterTo(['MME INVENTEE', '', '', '5 RUE B', '', '69001 LYON', ''], Buffer.from('%PDF perdu'));
    const [file] = (await house.ledger.of(lost.item))[0]?.content.files ?? [];
    rmSync(path.join(folder, 'documents', (file?.storeKey ?? '').slice(0, 2), file?.storeKey ?? ''), {
      recursive: true,
    });
    const [batch] = await closing('merged').close(TODAY, NEVER);
    expect(batch).toMatchObject({ letters: 2, leftOut: 1 });
    const { letters } = manifestIn(batch?.name ?? '');
    expect(letters.map(({ files }: { files: { name: string }[] }) => files[0]?.name)).toEqual([
      'lettres.pdf',
      `${odd.letter}-1.pdf`,
    ]);
    expect(await standsAt(good.item)).toBe('handed');
    expect(await standsAt(lost.item)).toBe('unreadable');
    expect(await house.correspondences.load(lost.item)).toMatchObject({ state: 'needs-agent', revision: 2 });
  });

  it('takes a return line by line, once, and brings back to an agent what came back', async () => {
    const address = ['MADAME REVENUE', '', '', '9 RUE DU DEPART', '', '75009 PARIS', ''];
    const gone = await letterTo(address);
    const fine = await letterTo(['MME INVENTEE', '', '', '3 RUE B', '', '69001 LYON', '']);
    expect(await told(`${fine.letter};posted;${TODAY}`)).toMatchObject({
      value: { applied: 0, later: [{ line: 1, why: 'lettre pas encore remise au centre d’impression' }] },
    });
    await closing('merged').close(TODAY, NEVER);
    await house.localDirectory.save([anAllocataireFile({ numeroAllocataire: '0260399', address })]);
    const unknown = '00000000-0000-4000-8000-000000000000';
    const lines = [
      'id;statut;date;motif',
      `${fine.letter};imprimée;${TODAY};`,
      `${fine.letter};postée;${TODAY};`,
      `${gone.letter};npai;${TODAY};`,
      `${unknown};postée;${TODAY};`,
      'n’importe quoi',
    ];
    expect(await told(...lines)).toEqual({
      ok: true,
      value: {
        lines: 5,
        applied: 3,
        already: 0,
        refused: [
          { line: 5, why: 'lettre inconnue' },
          { line: 6, why: 'identifiant de lettre mal formé' },
        ],
        later: [],
      },
    });
    expect(await told(...lines)).toMatchObject({ value: { applied: 0, already: 3 } });
    const back = await house.correspondences.load(gone.item);
    expect(back).toMatchObject({ state: 'needs-agent', revision: 2 });
    expect(back?.reason).toMatch(
      /^Une lettre est revenue le .+\u00a0: destinataire inconnu à l’adresse \(NPAI\)\. Plus rien ne part/,
    );
    const toWrite = await house.baskets.list(
      { kind: 'task', task: 'write' },
      gone.item,
      { channel: null, urgent: false },
      [0, 10],
    );
    expect(toWrite).toContain(gone.item);
    const events = (await house.correspondences.journalOf(gone.item)).map(({ event }) => event);
    expect(events.filter((event) => event === 'letter-undelivered')).toHaveLength(1);
    expect(await house.directory.findFiles([], ['0260399'])).toMatchObject([{ undeliverableSince: TODAY }]);
    // The same place, written otherwise; another addressee there is somebody else.
    await house.localDirectory.save([
      anAllocataireFile({ numeroAllocataire: '0260398', address: address.map((line) => line.toLowerCase()) }),
      anAllocataireFile({ numeroAllocataire: '0260397', address: ['MADAME RESTEE', ...address.slice(1)] }),
    ]);
    const [same] = await house.directory.findFiles([], ['0260398']);
    const [other] = await house.directory.findFiles([], ['0260397']);
    expect([same?.undeliverableSince, other?.undeliverableSince]).toEqual([TODAY, undefined]);
    expect((await house.reconciliation.of(TODAY)).letters).toMatchObject({ posted: 1, undelivered: 1, waiting: 0 });
    expect(await house.undeliverable.forget(gone.letter)).toBe(true);
    expect((await house.directory.findFiles([], ['0260399']))[0]?.undeliverableSince).toBeUndefined();
  });

  it('does not give up an address because a letter was refused or not fetched', async () => {
    const address = ['MADAME ABSENTE', '', '', '9 RUE DU DEPART', '', '75009 PARIS', ''];
    const { item, letter } = await letterTo(address);
    await closing('single').close(TODAY, NEVER);
    expect(await told(`${letter};undelivered;${TODAY};non-reclame`)).toMatchObject({ value: { applied: 1 } });
    expect((await house.correspondences.load(item))?.reason).toContain('Dites ce qui doit partir, et comment.');
    expect(await house.undeliverable.sinceOf([address])).toEqual([null]);
  });

  it('takes files dropped in «retours», and puts those with bad lines aside with a report', async () => {
    const { item, letter } = await letterTo(['MME INVENTEE', '', '', '3 RUE B', '', '69001 LYON', '']);
    await closing('single').close(TODAY, NEVER);
    const returns = path.join(print, 'retours');
    mkdirSync(returns);
    writeFileSync(path.join(returns, 'bon.csv'), `${letter};posted;${TODAY}\n`);
    writeFileSync(path.join(returns, 'mauvais.json'), `[{"id":"${letter}","status":"brûlée","on":"${TODAY}"}]`);
    writeFileSync(path.join(returns, 'encore.csv.part'), 'en cours');
    const apply = new ApplyPrintReturns(house.printReturns, house.clock);
    const looking = new ReturnFolder(print, apply, (work) => work().then(() => true), house.clock, house.logger);
    await looking.look();
    expect(readdirSync(returns).sort()).toEqual(['bon.csv', 'encore.csv.part', 'mauvais.json']);
    await looking.look();
    expect(readdirSync(returns).sort()).toEqual(['encore.csv.part', 'refuses', 'traites']);
    expect(readdirSync(path.join(returns, 'traites'))).toEqual(['bon.csv']);
    expect(readFileSync(path.join(returns, 'refuses/mauvais.json.rapport.txt'), 'utf8')).toContain(
      'ligne 1\u00a0: statut inconnu',
    );
    expect(await standsAt(item)).toBe('posted');
  });

  it('begins a day at its hour, by the database’s clock', async () => {
    const [today, before] = [await house.dailyTasks.today(), await house.dailyTasks.today('24:00')];
    expect(before < today).toBe(true);
    expect(await house.dailyTasks.today('00:00')).toBe(today);
  });

  it('hands over nothing twice after a restore: what waited is before an agent', async () => {
    const { item } = await letterTo(['MME INVENTEE', '', '', '3 RUE B', '', '69001 LYON', '']);
    const client = await house.database.pool.connect();
    await markRestored(client, 'Restauré.').finally(() => client.release());
    expect(await standsAt(item)).toBe('in-doubt');
    expect(await house.correspondences.load(item)).toMatchObject({ state: 'needs-agent', reason: 'Restauré.' });
    expect(await closing('merged').close(TODAY, NEVER)).toEqual([]);
  });
});
