import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { AllocataireFile } from '../../src/domain/directory/allocataire-file';
import type { House } from '../../src/house/house';
import { startHouse } from '../../src/house/start-house';
import { rotateKeys } from '../../src/operations/keys/rotate-keys';
import { surveyKeys } from '../../src/operations/keys/survey-keys';
import { SealedPlacesQuery } from '../../src/persistence/sealed-places.query';
import { FakeComposer, FakeReader } from '../fakes/fake-stage-tools';
import { until } from '../fakes/until';
import { houseUnderKeys, keyOf, receiveMany } from './keys-of-the-house';
import { testEnvironment } from './test-servers';

/**
 * Everything under a new key while the service goes on.
 * Real: PostgreSQL, its queue, document store, the built command. Fake: what reads and composes; the people are invented.
 */
describe('rotating the keys', () => {
  let place: Awaited<ReturnType<typeof houseUnderKeys>>;
  const [old, fresh] = [keyOf('k1', 1), keyOf('k2', 2)];
  const silent = { advance: () => undefined, unreadable: () => undefined };

  beforeEach(async () => {
    place = await houseUnderKeys();
  });
  afterEach(() => place.drop());

  const survey = (house: House) =>
    surveyKeys(new SealedPlacesQuery(house.database.db), house.files, house.store).then((found) =>
      Object.fromEntries(found),
    );
  const partsOf = (house: House) => ({ ...house, db: house.database.db, newest: house.keyIds[0] ?? '' });

  const file = (n: number): AllocataireFile => ({
    numeroAllocataire: String(n).padStart(7, '0'),
    caf: '751',
    status: 'actif',
    email: null,
    address: ['MADAME PERSONNE INVENTEE', '', '', '1 RUE DE L EXEMPLE', '', '75000 PARIS', ''],
    persons: [],
    payments: [],
    quotientFamilial: null,
    montantNetSocial: [],
  });

  async function expectAllOpens(ids: readonly string[], keys: string): Promise<void> {
    const house = await place.open(keys);
    try {
      for (const record of await house.correspondences.showAll(ids)) expect(record.unreadable).toBeNull();
      for (const id of ids)
        for (const { name, storeKey } of await house.correspondences.documentsOf(id)) {
          expect(name).not.toContain('illisible');
          expect(await house.store.verify(storeKey)).toBeNull();
        }
    } finally {
      await house.close();
    }
  }

  it('leaves nothing under the old key while workers commit stages, and keeps imports quick', async () => {
    const before = await place.open(old);
    const ids = await receiveMany(before, 200, 'avant');
    const files = Array.from({ length: 250 }, (_, n) => file(n));
    await before.localDirectory.save(files);
    await before.close();
    const running = await startHouse(testEnvironment({ ...place.settings, COURRIER_KEYS: `${fresh},${old}` }), {
      reader: new FakeReader(),
      composer: new FakeComposer(),
      pace: { everyMs: 50, staleMs: 2_000 },
    });
    const { house } = running;
    // Two at once, in the middle of the work.
    const both = await Promise.all([rotateKeys(partsOf(house), silent), rotateKeys(partsOf(house), silent)]);
    expect(both.reduce((sum, { values }) => sum + values, 0)).toBeGreaterThanOrEqual(250);
    await until(async () => {
      const counts = await house.correspondences.countByState();
      return counts.get('needs-agent') === 200 ? true : null;
    });
    expect(await survey(house)).toMatchObject({ k2: { documents: 200 } });
    expect(Object.keys(await survey(house))).toEqual(['k2']);
    expect(await house.localDirectory.save(files)).toEqual({ written: 0, unchanged: 250 });
    const { rows } = await house.database.pool.query(`select detail from journal where event = 'keys-rotated'`);
    expect(rows.length).toBeGreaterThan(0);
    await running.stop();
    await expectAllOpens(ids, fresh);
  });

  it('goes on after it was killed, and says which key can be taken away', async () => {
    const before = await place.open(old);
    const ids = await receiveMany(before, 250, 'tué');
    await before.close();
    const run = (...options: string[]) => {
      const key = Buffer.alloc(32, 9).toString('base64');
      const environment = {
        ...process.env,
        ...place.settings,
        COURRIER_KEYS: `${fresh},${old}`,
        COURRIER_INDEX_KEY: key,
      };
      const child = spawn(process.execPath, [path.resolve('dist/cli.js'), 'rotate-keys', ...options], {
        env: environment,
      });
      let out = '';
      child.stdout.on('data', (piece) => {
        out += piece;
      });
      return { child, ended: once(child, 'close').then(([code]) => ({ code, out })) };
    };
    const house = await place.open(`${fresh},${old}`);
    const killed = run();
    await until(async () => ((await survey(house)).k2 === undefined ? null : true));
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect((await survey(house)).k1).toBeDefined();
    const dry = await run('--dry-run', '--json').ended;
    expect(
      dry.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { key: 'k2', newest: true },
      { key: 'k1', newest: false, present: true },
    ]);
    expect(await run().ended).toEqual({
      code: 0,
      out: expect.stringContaining('clé «\u00a0k1\u00a0»\u00a0: plus rien, elle peut être retirée de COURRIER_KEYS'),
    });
    await house.close();
    await expectAllOpens(ids, fresh);
  });

  it('leaves what does not open as it is, names it, and brings the rest under the new key', async () => {
    const before = await place.open(old);
    const [first] = await receiveMany(before, 3, 'altéré');
    await before.database.pool.query(
      'update documents set name = set_byte(name, 30, (get_byte(name, 30) + 1) % 256) where correspondence_id = $1',
      [first],
    );
    await before.close();
    const house = await place.open(`${fresh},${old}`);
    const told: string[] = [];
    const rotated = await rotateKeys(partsOf(house), {
      advance: () => undefined,
      unreadable: (what, _id, why) => told.push(`${what} ${why}`),
    });
    expect(told).toEqual(['documents.name contenu altéré']);
    expect(rotated).toEqual({ values: 2, documents: 3, unreadable: 1 });
    expect(await survey(house)).toEqual({ k1: { values: 1, documents: 0 }, k2: { values: 2, documents: 3 } });
    await house.close();
  });
});
