import { sql } from 'drizzle-orm';
import type { NamedKey } from '../../src/config/environment.schema';
import type { AllocataireFile } from '../../src/domain/directory/allocataire-file';
import { openDatabase } from '../../src/persistence/database';
import { DirectoryRepository } from '../../src/persistence/directory.repository';
import { lookUpFiles } from '../../src/persistence/directory-look-up.query';
import { systemClock } from '../../src/platform/clock';
import { FieldEncryption, LookupHash } from '../../src/platform/keys/field-encryption';
import { anAllocataireFile, aPerson } from '../builders/an-allocataire-file';
import { emptyDatabase } from './test-servers';

const SIZE = 20_000;
const nirOf = (n: number): string =>
  `25508${10 + (n % 9)}${String(101 + (n % 800))}${String(100 + Math.floor(n / 40))}`;
const numeroOf = (n: number): string => String(n).padStart(7, '0');

/** Real: PostgreSQL with thousands of files. Fake: nothing; the people are invented. */
describe('the directory in PostgreSQL, with many files in it', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let opened: Awaited<ReturnType<typeof openDatabase>>;
  let directory: DirectoryRepository;
  const hash = new LookupHash(Buffer.alloc(32, 2));
  const file = (n: number, overrides: Partial<AllocataireFile> = {}): AllocataireFile =>
    anAllocataireFile({
      numeroAllocataire: numeroOf(n),
      email: `f${n}@exemple.invalid`,
      persons: [aPerson({ nir: nirOf(n) })],
      ...overrides,
    });

  beforeAll(async () => {
    database = await emptyDatabase();
    opened = await openDatabase(database.url, () => undefined);
    const encryption = new FieldEncryption([{ id: 'k', key: Buffer.alloc(32, 1) }]);
    directory = new DirectoryRepository(opened.db, encryption, hash, systemClock);
    for (let from = 0; from < SIZE; from += 2_000)
      await directory.save(Array.from({ length: 2_000 }, (_, at) => file(from + at)));
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  const plan = async (
    nirs: readonly string[],
    numeros: readonly string[],
    emails: readonly string[] = [],
  ): Promise<string> => {
    const query = lookUpFiles({
      nirs: nirs.map((nir) => hash.of('nir', nir)),
      numeros: numeros.map((numero) => hash.of('numero', numero)),
      emails: emails.map((email) => hash.of('email', email)),
    });
    const { rows } = await opened.db.execute<{ 'QUERY PLAN': unknown }>(sql`explain (format json) ${query}`);
    return JSON.stringify(rows[0]?.['QUERY PLAN']);
  };
  const questions: [string, string[], string[], string[]][] = [
    ['NIRs and numbers', Array.from({ length: 12 }, (_, at) => nirOf(at * 7)), ['0000003', '0000004', '9999999'], []],
    ['NIRs alone', [nirOf(1)], [], []],
    ['numbers alone', [], ['0000003'], []],
    ['all three', [nirOf(1)], ['0000003'], ['f3@exemple.invalid']],
  ];

  it.each(questions)(
    'is read through its indexes for %s, before and after it is analysed',
    async (_, nirs, numeros, emails) => {
      for (const analysed of [false, true]) {
        if (analysed) await directory.analyse();
        const told = await plan(nirs, numeros, emails);
        expect(told).toContain('directory_files_pkey');
        expect(told).toContain('directory_identifiers_identifier_hash_numero_hash_pk');
        expect(told).not.toContain('Seq Scan');
      }
    },
  );

  it('answers for all the candidates of an item in one query', async () => {
    const queries = jest.spyOn(opened.pool, 'query');
    const found = await directory.findFiles([nirOf(5), nirOf(19_999), '1850578006078'], ['0000005', '0000007']);
    expect(found.map(({ numeroAllocataire }) => numeroAllocataire)).toEqual(['0000005', '0000007', '0019999']);
    expect(queries).toHaveBeenCalledTimes(1);
    queries.mockRestore();
  });

  it('finds a file by its address, in any case and no longer by its former one', async () => {
    const ask = async (email: string) =>
      (await directory.findFiles([], [], [email])).map(({ numeroAllocataire }) => numeroAllocataire);
    expect(await ask('F21@Exemple.invalid')).toEqual(['0000021']);
    await directory.save([file(21, { email: 'neuve@exemple.invalid' })]);
    expect(await ask('f21@exemple.invalid')).toEqual([]);
    expect(await ask('neuve@exemple.invalid')).toEqual(['0000021']);
    await directory.save([file(21)]);
  });

  it('opens a few files only of an address that stands in very many', async () => {
    const shared = Array.from({ length: 60 }, (_, at) => file(300 + at, { email: 'partage@exemple.invalid' }));
    await directory.save(shared);
    const found = await directory.findFiles([nirOf(5)], [], ['partage@exemple.invalid']);
    expect(found).toHaveLength(9);
    expect(found.map(({ numeroAllocataire }) => numeroAllocataire)).toContain('0000005');
  });

  it('leaves what has not changed, writes what has, and counts both', async () => {
    const batch = [file(1), file(2, { status: 'radié' }), file(SIZE), file(3)];
    expect(await directory.save(batch)).toEqual({ written: 2, unchanged: 2 });
    expect(await directory.save(batch)).toEqual({ written: 0, unchanged: 4 });
    const [second] = await directory.findFiles([nirOf(2)], []);
    expect(second?.status).toBe('radié');
    expect(await directory.count()).toBe(SIZE + 1);
  });

  it('keeps the last of a number that comes twice, in one batch and in two', async () => {
    const [open, closed] = [file(9), file(9, { status: 'radié' })];
    await directory.save([open, closed]);
    expect(await directory.findFiles([], ['0000009'])).toEqual([closed]);
    await directory.save([open]);
    expect(await directory.findFiles([], ['0000009'])).toEqual([open]);
  });

  it('writes again a row of before the fingerprints', async () => {
    await opened.db.execute(
      sql`update directory_files set fingerprint = null where numero_hash = ${hash.of('numero', '0000011')}`,
    );
    expect(await directory.save([file(11)])).toEqual({ written: 1, unchanged: 0 });
    expect(await directory.findFiles([nirOf(11)], [])).toEqual([file(11)]);
  });

  it('seals a file anew once the newest key is another', async () => {
    const [old, young] = ['k', 'k2'].map((id, at) => ({ id, key: Buffer.alloc(32, at + 1) })) as [NamedKey, NamedKey];
    const rotated = new DirectoryRepository(opened.db, new FieldEncryption([young, old]), hash, systemClock);
    expect(await rotated.save([file(12)])).toEqual({ written: 1, unchanged: 0 });
    const alone = new DirectoryRepository(opened.db, new FieldEncryption([young]), hash, systemClock);
    expect(await alone.findFiles([], ['0000012'])).toEqual([file(12)]);
    await directory.save([file(12)]);
  });

  it('is whole after two imports of the same numbers at once', async () => {
    const [before, after] = ['2690549588157', '2850298833123'].map((nir) =>
      Array.from({ length: 50 }, (_, at) =>
        file(100 + at, { persons: [aPerson({ nir: `${nir.slice(0, 10)}${100 + at}` })] }),
      ),
    ) as [AllocataireFile[], AllocataireFile[]];
    await Promise.all([directory.save(before), directory.save([...after].reverse())]);
    const nirs = [...before, ...after].flatMap(({ persons }) => persons.map(({ nir }) => nir as string));
    const found = await directory.findFiles(nirs, []);
    expect(found).toHaveLength(50);
    for (const { persons } of found) {
      const stale = nirs.filter((nir) => nir !== persons[0]?.nir && nir.endsWith(persons[0]?.nir?.slice(10) ?? ''));
      expect((await directory.findFiles(stale, [])).length).toBe(0);
    }
  });

  it('says what failed without repeating the batch', async () => {
    const failing = new DirectoryRepository(
      opened.db,
      new FieldEncryption([{ id: 'k', key: Buffer.alloc(32, 1) }]),
      hash,
      { now: () => new Date(Number.NaN) },
    );
    await expect(failing.save([file(1, { status: 'suspendu' })])).rejects.toThrow(
      /^écriture du répertoire interrompue/,
    );
    const { rows } = await opened.db.execute(sql`select 1 as alive`);
    expect(rows).toHaveLength(1);
  });
});
