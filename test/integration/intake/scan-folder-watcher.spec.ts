import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { KeptPage, Receiver, ScannedItem } from '../../../src/intake/receiver';
import { ScanFolderWatcher } from '../../../src/intake/scan-folder-watcher';
import { systemClock } from '../../../src/platform/clock';
import { createLogger } from '../../../src/platform/logger';

/** Real: the folder. Fake: what receives. */
describe('ScanFolderWatcher', () => {
  let folder: string;
  let received: ScannedItem[];
  let failing: boolean | string;
  let watcher: ScanFolderWatcher;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-lots-'));
    received = [];
    failing = false;
    const receiver = {
      keepPage: async (name: string, type: string, content: Uint8Array): Promise<KeptPage> => ({
        name,
        type,
        stored: { storeKey: 'x', bytes: (await buffer(Readable.from([content]))).length },
      }),
      receiveScans: async (items: ScannedItem[]) => {
        if (failing === true || failing === items[0]?.item.batchId) throw new Error('base de données absente');
        received.push(...items);
        return items;
      },
    } as unknown as Receiver;
    watcher = new ScanFolderWatcher(folder, receiver, systemClock, createLogger('silent'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function lay(name: string, pages: readonly string[], done = true): string {
    const batch = path.join(folder, name);
    mkdirSync(batch);
    const items = [{ itemId: '1', receivedOn: '2026-11-20', pages: ['a.pdf', 'b.pdf'] }];
    writeFileSync(
      path.join(batch, 'batch.json'),
      JSON.stringify({ batchId: name, scannedAt: '2026-11-20T08:00:00Z', items }),
    );
    for (const page of pages) writeFileSync(path.join(batch, page), page);
    if (done) writeFileSync(path.join(batch, 'batch.done'), '');
    return batch;
  }

  it('takes a whole batch and moves it away, and waits for one that is still being written', async () => {
    lay('lot-1', ['a.pdf', 'b.pdf']);
    lay('lot-2', ['a.pdf'], false);
    await watcher.look();
    await watcher.look();
    expect(received.map(({ item, pages }) => [item.batchId, pages.length])).toEqual([['lot-1', 2]]);
    expect(existsSync(path.join(folder, 'traites/lot-1/a.pdf'))).toBe(true);
    expect(existsSync(path.join(folder, 'lot-2/a.pdf'))).toBe(true);
  });

  it('puts a bad batch aside whole with a report, and takes it once it was mended and moved back', async () => {
    lay('lot-3', ['a.pdf']);
    await watcher.look();
    expect(received).toEqual([]);
    expect(readFileSync(path.join(folder, 'refuses/lot-3.rapport.txt'), 'utf8')).toMatch(/« b.pdf » absent du lot/);
    renameSync(path.join(folder, 'refuses/lot-3'), path.join(folder, 'lot-3'));
    writeFileSync(path.join(folder, 'lot-3/b.pdf'), 'b');
    await watcher.look();
    expect(received).toHaveLength(1);
  });

  it('leaves a batch where it is while the database is away', async () => {
    lay('lot-4', ['a.pdf', 'b.pdf']);
    failing = true;
    await expect(watcher.look()).rejects.toThrow('base de données absente');
    failing = false;
    await watcher.look();
    expect(received).toHaveLength(1);
  });

  it('takes the batches after one that fails', async () => {
    lay('lot-5', ['a.pdf', 'b.pdf']);
    lay('lot-6', ['a.pdf', 'b.pdf']);
    failing = 'lot-5';
    await expect(watcher.look()).rejects.toThrow('base de données absente');
    expect(received.map(({ item }) => item.batchId)).toEqual(['lot-6']);
    expect(existsSync(path.join(folder, 'lot-5/batch.done'))).toBe(true);
  });
});
