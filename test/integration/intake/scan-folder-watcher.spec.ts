import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { type House, openHouse } from '../../../src/house/house';
import { Receiver } from '../../../src/intake/receiver';
import { ScanFolderWatcher } from '../../../src/intake/scan-folder/scan-folder-watcher';
import { NO_QUEUE_HERE } from '../../../src/pipeline/enqueuer';
import { createLogger } from '../../../src/platform/logger';
import { aZip } from '../../builders/a-zip';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** Real: the folder, PostgreSQL, the document store. Fake: a database that is away, and processes that have gone. */
describe('ScanFolderWatcher', () => {
  let data: string;
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let house: House;
  let failing: ((batchId: string) => boolean) | null;
  let keeping: (() => Promise<void>) | null;
  let watcher: ScanFolderWatcher;
  let logged: string[];
  beforeAll(async () => {
    data = mkdtempSync(path.join(tmpdir(), 'courrier-lots-donnees-'));
    database = await emptyDatabase();
    house = await openHouse(testEnvironment({ DATABASE_URL: database.url, DATA_FOLDER: data }), createLogger('silent'));
  });
  afterAll(async () => {
    await house.close();
    await database.drop();
    rmSync(data, { recursive: true });
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-lots-'));
    failing = null;
    keeping = null;
    logged = [];
    watcher = watch();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function watch(): ScanFolderWatcher {
    const receiver = new Receiver({ ...house, enqueuer: NO_QUEUE_HERE });
    const unsteady: Receiver = Object.assign(Object.create(receiver) as Receiver, {
      keepPage: async (...given: Parameters<Receiver['keepPage']>) => {
        await keeping?.();
        return receiver.keepPage(...given);
      },
      receiveScans: (items: Parameters<Receiver['receiveScans']>[0]) => {
        if (failing?.(items[0]?.item.batchId ?? '')) throw new Error('base de données absente');
        return receiver.receiveScans(items);
      },
    });
    const logger = createLogger('info', { write: (line) => void logged.push(line) });
    return new ScanFolderWatcher(folder, unsteady, house.clock, logger);
  }

  const metadata = (batchId: string, over: object = {}) =>
    JSON.stringify({
      batchId,
      scannedAt: '2026-11-20T08:00:00Z',
      items: [
        { itemId: '1', receivedOn: '2026-11-20', pages: ['a.pdf'] },
        { itemId: '2', receivedOn: '2026-11-20', pages: ['b.pdf'], ...over },
      ],
    });
  /** Both pages are the same: two people's blank forms. */
  function lay(name: string, { pages = ['a.pdf', 'b.pdf'], done = true, content = '', batchId = name } = {}): string {
    const batch = path.join(folder, name);
    mkdirSync(batch);
    writeFileSync(path.join(batch, 'batch.json'), metadata(batchId));
    for (const page of pages) writeFileSync(path.join(batch, page), `page ${content}`);
    if (done) writeFileSync(path.join(batch, 'batch.done'), '');
    return batch;
  }
  const there = (...names: string[]) => names.every((name) => existsSync(path.join(folder, name)));
  const reportOf = (name: string) => readFileSync(path.join(folder, 'refuses', `${name}.rapport.txt`), 'utf8');
  const items = async (batchId: string) => {
    const { rows } = await house.database.pool.query(`select id from correspondences where channel = 'post'`);
    const records = await house.correspondences.showAll(rows.map(({ id }) => id));
    return records.filter(({ scan }) => scan?.batchId === batchId).length;
  };

  it('takes a whole batch and moves it away, and waits for one that is still being written', async () => {
    lay('lot-1');
    lay('lot-2', { pages: ['a.pdf'], done: false });
    await watcher.look();
    await watcher.look();
    expect(await items('lot-1')).toBe(2);
    expect(there('traites/lot-1/a.pdf', 'lot-2/a.pdf')).toBe(true);
  });

  it('puts a bad batch aside whole with a report, and takes it once it was mended and moved back', async () => {
    lay('lot-3', { pages: ['a.pdf'] });
    await watcher.look();
    expect(await items('lot-3')).toBe(0);
    const report = reportOf('lot-3');
    expect(report).toMatch(
      /pli 2, page 1\u00a0: fichier «\u00a0b\.pdf\u00a0» absent du lot\u00a0; lot mis de côté, rien n’a été traité/,
    );
    expect(report).toMatch(/Que faire\u00a0: corrigez le lot/);
    renameSync(path.join(folder, 'refuses/lot-3'), path.join(folder, 'lot-3'));
    writeFileSync(path.join(folder, 'lot-3/b.pdf'), 'b');
    await watcher.look();
    expect(await items('lot-3')).toBe(2);
  });

  it('leaves a batch where it is while the database is away, and takes those after it', async () => {
    lay('lot-4');
    lay('lot-5');
    failing = (batchId) => batchId === 'lot-4';
    await expect(watcher.look()).rejects.toThrow('base de données absente');
    expect([await items('lot-4'), await items('lot-5')]).toEqual([0, 2]);
    expect(there('lot-4/batch.done', 'traites/lot-5')).toBe(true);
    failing = null;
    await watcher.look();
    expect(await items('lot-4')).toBe(2);
  });

  it('writes the name of no batch and no page into the log, which may be a person’s', async () => {
    const read = jest.fn(() => readFile(path.join(folder, 'Dupont Jeanne.tif')).then(() => undefined));
    keeping = read;
    lay('Dupont Jeanne');
    await expect(watcher.look()).rejects.toThrow('ENOENT');
    expect(read).toHaveBeenCalled();
    keeping = null;
    rmSync(path.join(folder, 'Dupont Jeanne/b.pdf'));
    await watcher.look();
    expect(there('refuses/Dupont Jeanne')).toBe(true);
    expect(logged).toHaveLength(2);
    expect(logged.join('')).toMatch(/"code":"ENOENT".*\n.*lot numérisé refusé/);
    expect(logged.join('')).not.toContain('Dupont');
  });

  it('takes a batch once though two processes look at the same time', async () => {
    for (let n = 0; n < 6; n++) lay(`lot-6-${n}`);
    const other = watch();
    await Promise.all([watcher.look(), other.look()]);
    for (let n = 0; n < 6; n++) expect(await items(`lot-6-${n}`)).toBe(2);
    expect(readdirSync(path.join(folder, 'traites')).sort()).toEqual([0, 1, 2, 3, 4, 5].map((n) => `lot-6-${n}`));
    await Promise.all([watcher.stop(), other.stop()]);
    expect(readdirSync(path.join(folder, 'en-cours'))).toEqual([]);
  });

  it('takes up what a process that is gone had claimed, before or after its commit, as the same items', async () => {
    const gone = execFileSync(process.execPath, ['-e', 'process.stdout.write(String(process.pid))'], {
      encoding: 'utf8',
    });
    const claim = path.join(folder, 'en-cours', `${hostname()}.${gone}.0badcafe`);
    mkdirSync(claim, { recursive: true });
    lay('lot-7');
    renameSync(path.join(folder, 'lot-7'), path.join(claim, 'lot-7'));
    await watcher.look();
    expect(await items('lot-7')).toBe(2);
    mkdirSync(claim, { recursive: true });
    renameSync(path.join(folder, 'traites/lot-7'), path.join(claim, 'lot-7'));
    await watcher.look();
    expect(await items('lot-7')).toBe(2);
    expect(there('traites/lot-7')).toBe(true);
    expect(existsSync(claim)).toBe(false);
  });

  it('leaves alone what another host’s process has claimed and works on', async () => {
    const claim = path.join(folder, 'en-cours', 'ailleurs.1.0badcafe');
    mkdirSync(claim, { recursive: true });
    lay('lot-8');
    renameSync(path.join(folder, 'lot-8'), path.join(claim, 'lot-8'));
    await watcher.look();
    await watcher.look();
    expect(there('en-cours/ailleurs.1.0badcafe/lot-8/a.pdf')).toBe(true);
  });

  it('puts a batch back when it is told to stop in the middle', async () => {
    lay('lot-9');
    keeping = async () => void watcher.stop();
    await watcher.look();
    expect(await items('lot-9')).toBe(0);
    expect(there('lot-9/batch.done')).toBe(true);
  });

  it('takes the same batch again as the same items, and refuses another under its number', async () => {
    lay('lot-10');
    await watcher.look();
    lay('lot-10-bis', { batchId: 'lot-10' });
    await watcher.look();
    expect([await items('lot-10'), there('traites/lot-10-bis')]).toEqual([2, true]);
    lay('lot-10-ter', { batchId: 'lot-10', content: 'autre' });
    await watcher.look();
    expect(await items('lot-10')).toBe(2);
    expect(reportOf('lot-10-ter')).toMatch(/lot «\u00a0lot-10\u00a0»\u00a0: déjà reçu le .* avec un autre contenu/);
  });

  it('takes a zip that has stopped growing, whichever form its metadata has', async () => {
    const csv = 'batchId;scannedAt;itemId;receivedOn;pages\nlot-11;2026-11-20T08:00:00Z;1;2026-11-20;a.pdf\n';
    const zip = path.join(folder, 'lot-11.zip');
    writeFileSync(zip, 'PK');
    await watcher.look();
    writeFileSync(
      zip,
      aZip([
        ['batch.csv', csv],
        ['a.pdf', 'page'],
      ]),
    );
    await watcher.look();
    expect(there('lot-11.zip')).toBe(true);
    await watcher.look();
    expect([await items('lot-11'), there('traites/lot-11.zip')]).toEqual([1, true]);
    writeFileSync(path.join(folder, 'lot-12.zip'), 'PK coupé');
    await watcher.look();
    await watcher.look();
    expect(reportOf('lot-12.zip')).toMatch(/Archive illisible/);
  });
});
