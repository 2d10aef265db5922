import { mkdtempSync, rmSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type House, openHouse } from '../../../src/house/house';
import { Receiver } from '../../../src/intake/receiver';
import type { CorrespondenceRecord } from '../../../src/persistence/correspondence-record';
import { createLogger } from '../../../src/platform/logger';
import { emptyDatabase, testEnvironment } from '../test-servers';

/** A house without roles, with what a test needs to fill it: real PostgreSQL and document store, invented mail. */
export interface HouseWithMail {
  readonly house: House;
  readonly folder: string;
  readonly databaseUrl: string;
  receive(text: string): Promise<string>;
  /** Puts a reply into the ledger, with one PDF of this text, and moves the item to the state. */
  answer(id: string, pdf: string, state?: CorrespondenceRecord['state']): Promise<void>;
  setState(id: string, state: CorrespondenceRecord['state']): Promise<void>;
  /** Makes the row last changed, and its files written, so many days ago. */
  age(id: string, days: number): Promise<void>;
  load(id: string): Promise<CorrespondenceRecord>;
  close(): Promise<void>;
}

export async function houseWithMail(settings: Readonly<Record<string, string>> = {}): Promise<HouseWithMail> {
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-maison-'));
  const database = await emptyDatabase();
  const environment = testEnvironment({ DATABASE_URL: database.url, DATA_FOLDER: folder, ...settings });
  const house = await openHouse(environment, createLogger('silent'));
  const { pool } = house.database;
  const receiver = new Receiver({ ...house, enqueuer: { kick: () => undefined } });
  const load = async (id: string): Promise<CorrespondenceRecord> => {
    const record = await house.correspondences.load(id);
    if (record === null) throw new Error(`pas de courrier ${id}`);
    return record;
  };
  const setState = async (id: string, state: CorrespondenceRecord['state']) => {
    await pool.query('update correspondences set state = $2 where id = $1', [id, state]);
  };
  return {
    house,
    folder,
    databaseUrl: database.url,
    load,
    setState,
    receive: async (text) => (await receiver.receiveEmail(Buffer.from(text), 'http', null)).id,
    async answer(id, pdf, state = 'answered') {
      const { storeKey, bytes } = await house.store.put(Buffer.from(pdf));
      const file = { fileName: 'reponse.pdf', storeKey, bytes, pages: 1 };
      await house.correspondences.commitStage(await load(id), {
        state,
        event: 'composed',
        detail: { letter: 'essai' },
        documents: [
          { role: 'reply', position: 0, name: 'reponse.pdf', type: 'application/pdf', size: bytes, pages: 1, storeKey },
        ],
        dispatch: {
          purpose: 'essai',
          request: 'autre',
          channel: 'email',
          templateVersion: 'essai',
          content: {
            destination: { kind: 'email', address: 'personne@exemple.invalid' },
            subject: 'essai',
            text: 'essai',
            html: '',
            inReplyTo: null,
            references: [],
            files: [file],
          },
        },
      });
    },
    async age(id, days) {
      const then = new Date(Date.now() - days * 86_400_000);
      await pool.query('update correspondences set updated_at = $2 where id = $1', [id, then]);
      for (const { storeKey } of await house.correspondences.documentsOf(id))
        await utimes(house.files.pathOf(storeKey), then, then);
    },
    async close() {
      await house.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
