import type { AllocataireFile } from '../../src/domain/directory/allocataire-file';
import { ApiKeyRepository } from '../../src/persistence/api-key.repository';
import { openDatabase } from '../../src/persistence/database';
import { DirectoryRepository } from '../../src/persistence/directory.repository';
import { deriveJournalKeys } from '../../src/persistence/journal/journal-keys';
import { JournalWriter } from '../../src/persistence/journal/journal-writer';
import { systemClock } from '../../src/platform/clock';
import { systemIds } from '../../src/platform/identifiers';
import { FieldEncryption, LookupHash } from '../../src/platform/keys/field-encryption';
import { emptyDatabase } from './test-servers';

/** Real: PostgreSQL and its migrations. Fake: nothing; the people are invented. */
describe('the directory and the keys in PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let opened: Awaited<ReturnType<typeof openDatabase>>;
  let directory: DirectoryRepository;
  beforeAll(async () => {
    database = await emptyDatabase();
    opened = await openDatabase(database.url, () => undefined);
    const encryption = new FieldEncryption([{ id: 'k', key: Buffer.alloc(32, 1) }]);
    directory = new DirectoryRepository(opened.db, encryption, new LookupHash(Buffer.alloc(32, 2)), systemClock);
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  const file = (numeroAllocataire: string, ...nirs: string[]): AllocataireFile => ({
    numeroAllocataire,
    caf: '751',
    status: 'actif',
    email: null,
    address: ['MADAME PERSONNE INVENTEE', '', '', '1 RUE DE L EXEMPLE', '', '75000 PARIS', ''],
    persons: nirs.map((nir) => ({
      role: 'allocataire',
      nir,
      title: 'MADAME',
      firstName: 'PERSONNE',
      lastName: 'INVENTEE',
      birthName: null,
      birthDate: '1955-08-12',
      sex: 'F',
    })),
    payments: [],
    quotientFamilial: null,
    montantNetSocial: [],
  });

  it('finds files by NIR or number, each once, and keeps the leading zero', async () => {
    await directory.save([file('0260311', '2550814168025'), file('0260312', '2690549588157')]);
    const found = await directory.findFiles(['2550814168025', '2690549588157', '1850578006078'], ['0260311']);
    expect(found.map(({ numeroAllocataire }) => numeroAllocataire)).toEqual(['0260311', '0260312']);
    expect(await directory.findFiles([], [])).toEqual([]);
    expect(await directory.findFiles(['0260311'], ['2550814168025'])).toEqual([]);
  });

  it('replaces a file and forgets the numbers it no longer holds', async () => {
    await directory.save([file('0260399', '1850578006078')]);
    await directory.save([file('0260399', '2951099126111'), file('0260399', '2850298833123')]);
    expect(await directory.findFiles(['1850578006078', '2951099126111'], [])).toEqual([]);
    expect(await directory.findFiles(['2850298833123'], [])).toHaveLength(1);
  });

  it('keeps nothing readable of a person in the database', async () => {
    const { rows } = await opened.pool.query<{ dump: string }>(
      `select string_agg(encode(sealed, 'escape') || encode(numero_hash, 'escape'), ' ') as dump from directory_files`,
    );
    expect(rows[0]?.dump).not.toMatch(/INVENTEE|0260311|168025/);
  });

  it('shows an API key once and keeps its hash', async () => {
    const keys = new ApiKeyRepository(
      opened.db,
      systemClock,
      systemIds,
      new JournalWriter(deriveJournalKeys(Buffer.alloc(32, 2))),
    );
    const key = await keys.create('ingest', 'essai');
    expect(await keys.holderOf(key)).toMatchObject({ name: 'essai', scope: 'ingest' });
    expect(await keys.holderOf(`${key}x`)).toBeNull();
    const { rows } = await opened.pool.query(
      `select count(*)::int as n from api_keys where encode(hash, 'escape') like '%cou_%'`,
    );
    expect(rows[0]).toEqual({ n: 0 });
  });

  it('lists keys without showing one, and revokes by id or beginning', async () => {
    const keys = new ApiKeyRepository(
      opened.db,
      systemClock,
      systemIds,
      new JournalWriter(deriveJournalKeys(Buffer.alloc(32, 2))),
    );
    const [first, second] = [await keys.create('operate', 'une'), await keys.create('operate', 'deux')];
    await keys.holderOf(first);
    const listed = (await keys.list()).filter(({ scope }) => scope === 'operate');
    expect(listed).toMatchObject([
      {
        name: 'une',
        prefix: first.slice(0, 20),
        lastUsedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        revoked: false,
      },
      { name: 'deux', prefix: second.slice(0, 20), lastUsedOn: null, revoked: false },
    ]);
    expect(JSON.stringify(listed)).not.toContain(first.slice(0, 24));
    expect(await keys.revoke('cou_operate_')).toEqual({ ok: false, error: 'several' });
    expect(await keys.revoke('%'.repeat(20))).toEqual({ ok: false, error: 'unknown' });
    expect(await keys.revoke(first.slice(0, 20))).toMatchObject({ ok: true, value: { name: 'une' } });
    expect(await keys.holderOf(first)).toBeNull();
    expect(await keys.revoke(listed[0]?.id ?? '')).toEqual({ ok: false, error: 'already' });
    expect(await keys.holderOf(second)).toMatchObject({ name: 'deux' });
    const { rows } = await opened.pool.query(
      `select event, detail->>'key' as key from journal where event like 'api-key-%' order by id desc limit 1`,
    );
    expect(rows).toEqual([{ event: 'api-key-revoked', key: listed[0]?.id }]);
  });

  it('migrates once when several processes start together', async () => {
    const several = await Promise.all([1, 2, 3].map(() => openDatabase(database.url, () => undefined)));
    await Promise.all(several.map(({ close }) => close()));
    expect(await directory.count()).toBeGreaterThan(0);
  });
});
