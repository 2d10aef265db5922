import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type House, openHouse } from '../../src/house/house';
import { Receiver } from '../../src/intake/receiver';
import { createLogger } from '../../src/platform/logger';
import { emptyDatabase, testEnvironment } from './test-servers';

/** An invented key. */
export const keyOf = (id: string, byte: number): string => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;

/** A database and a folder of documents that are opened with one set of keys after another. */
export async function houseUnderKeys() {
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-cles-'));
  const database = await emptyDatabase();
  const settings = { QUEUE_BACKEND: 'postgres', DATABASE_URL: database.url, DATA_FOLDER: folder };
  return {
    folder,
    settings,
    open: (keys: string): Promise<House> =>
      openHouse(testEnvironment({ ...settings, COURRIER_KEYS: keys }), createLogger('silent')),
    async drop(): Promise<void> {
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** @returns the ids, in order; each message asks under a NIR that nobody knows, and so ends with an agent */
export async function receiveMany(house: House, count: number, mark: string): Promise<string[]> {
  const receiver = new Receiver({ ...house, enqueuer: { kick: () => undefined } });
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const raw = `Subject: essai ${mark} ${n}\r\n\r\n255081416802538 ${mark} ${n}`;
    ids.push((await receiver.receiveEmail(Buffer.from(raw), 'ingest', null)).id);
  }
  return ids;
}
