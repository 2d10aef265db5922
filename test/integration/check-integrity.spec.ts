import { readFileSync, writeFileSync } from 'node:fs';
import type { AllocataireFile } from '../../src/domain/directory/allocataire-file';
import type { House } from '../../src/house/house';
import { Receiver } from '../../src/intake/receiver';
import { checkIntegrity, type IntegrityFault } from '../../src/operations/integrity/check-integrity';
import { IntegrityQuery } from '../../src/persistence/integrity.query';
import { SealedPlacesQuery } from '../../src/persistence/sealed-places.query';
import { houseUnderKeys, keyOf, receiveMany } from './keys-of-the-house';

/** What was changed by hand is found and named. Real: PostgreSQL, document store. Fake: nothing; the people are invented. */
describe('the integrity check', () => {
  let place: Awaited<ReturnType<typeof houseUnderKeys>>;
  let house: House;
  beforeAll(async () => {
    place = await houseUnderKeys();
    house = await place.open(keyOf('k1', 1));
  });
  afterAll(async () => {
    await house.close();
    await place.drop();
  });

  const file = (numeroAllocataire: string, nir: string): AllocataireFile => ({
    numeroAllocataire,
    caf: '751',
    status: 'actif',
    email: null,
    address: ['MADAME PERSONNE INVENTEE', '', '', '1 RUE DE L EXEMPLE', '', '75000 PARIS', ''],
    persons: [
      {
        role: 'allocataire',
        nir,
        title: 'MADAME',
        firstName: 'PERSONNE',
        lastName: 'INVENTEE',
        birthName: null,
        birthDate: '1955-08-12',
        sex: 'F',
      },
    ],
    payments: [],
    quotientFamilial: null,
    montantNetSocial: [],
  });

  async function check() {
    const { db } = house.database;
    const faults: IntegrityFault[] = [];
    const parts = { ...house, places: new SealedPlacesQuery(db), query: new IntegrityQuery(db) };
    const account = await checkIntegrity(parts, (fault) => faults.push(fault));
    return { account, faults };
  }

  const run = (statement: string, values: unknown[] = []) => house.database.pool.query(statement, values);
  const turned = (column: string, at = 40) => `set_byte(${column}, ${at}, (get_byte(${column}, ${at}) + 1) % 256)`;

  it('finds each change by hand, and calls nothing else changed', async () => {
    const ids = await receiveMany(house, 4, 'intègre');
    const receiver = new Receiver({ ...house, enqueuer: { kick: () => undefined } });
    const page = await receiver.keepPage('a.pdf', 'application/pdf', Buffer.from('page inventée'));
    const item = { batchId: 'lot', itemId: '1', scannedAt: '2026-11-23T09:00:00+01:00', operator: null } as const;
    const batch = await receiver.receiveScans([
      {
        item: { ...item, receivedOn: '2026-11-23', pages: ['a.pdf'], postmark: null, registeredNumber: null } as never,
        pages: [page],
      },
    ]);
    const scanned = batch.ok ? batch.value[0] : undefined;
    await house.localDirectory.save([file('0260311', '2550814168025'), file('0260312', '2690549588157')]);
    expect((await check()).account).toEqual({ whole: true, values: 6, documents: 5, directoryFiles: 2, faults: 0 });

    await run(`update documents set name = ${turned('name', 30)} where correspondence_id = $1`, [ids[0]]);
    await run(`update correspondences set content_hash = ${turned('content_hash', 3)} where id = $1`, [ids[1]]);
    await run(`update correspondences set content_hash = ${turned('content_hash', 3)} where id = $1`, [scanned?.id]);
    const [document] = await house.correspondences.documentsOf(ids[2] ?? '');
    const stored = house.files.pathOf(document?.storeKey ?? '');
    const bytes = readFileSync(stored);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    writeFileSync(stored, bytes);
    const nir = house.hash.of('nir', '2550814168025');
    await run(
      `update directory_identifiers set identifier_hash = ${turned('identifier_hash', 3)} where identifier_hash = $1`,
      [nir],
    );
    const other = house.hash.of('numero', '0260312');
    await run(`update directory_files set sealed = ${turned('sealed')} where numero_hash = $1`, [other]);

    const { account, faults } = await check();
    const own = house.hash.of('numero', '0260311').toString('hex');
    const said = faults.map(({ place: where, id, message }) => [where, id, message]);
    expect(said).toHaveLength(7);
    expect(said).toEqual(
      expect.arrayContaining([
        ['documents.name', expect.any(String), 'contenu altéré'],
        ['correspondences.content_hash', ids[1], expect.stringContaining('l’empreinte du contenu')],
        ['correspondences.content_hash', scanned?.id, expect.stringContaining('l’empreinte du contenu')],
        ['documents.store_key', document?.id, 'document altéré ou incomplet'],
        ['directory_files.sealed', own, 'un identifiant du dossier n’y mène pas'],
        ['directory_files.sealed', own, expect.stringContaining('sans que le dossier la porte')],
        ['directory_files.sealed', other.toString('hex'), 'contenu altéré'],
      ]),
    );
    expect(account).toMatchObject({ whole: false, faults: 7 });
    expect(JSON.stringify(faults)).not.toMatch(/INVENTEE|0260311|168025/);
  });
});
