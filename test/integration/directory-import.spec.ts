import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { define } from '../../src/cli/directory.command';
import { runCommand } from '../../src/cli/run-command';
import { openHouse } from '../../src/house/house';
import { createLogger } from '../../src/platform/logger';
import { aHousehold, anAllocataireFile, aPerson, JEANNE_NIR, PAUL_NIR } from '../builders/an-allocataire-file';
import { startDirectoryServer } from '../fakes/directory-server';
import { emptyDatabase, testEnvironment } from './test-servers';

/** Real: the command, PostgreSQL, files. Fake: the remote directory; the people are invented. */
describe('courrier directory import', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-repertoire-'));
  const file = path.join(folder, 'directory.ndjson');
  const before = { ...process.env };
  beforeAll(async () => {
    database = await emptyDatabase();
  });
  beforeEach(() => {
    const key = Buffer.alloc(32, 9).toString('base64');
    process.env = {
      ...before,
      DATABASE_URL: database.url,
      COURRIER_KEYS: `essai:${key}`,
      COURRIER_INDEX_KEY: key,
      LOG_LEVEL: 'silent',
    };
  });
  afterAll(async () => {
    process.env = before;
    rmSync(folder, { recursive: true });
    await database.drop();
  });

  async function courrier(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const said = { out: '', err: '' };
    const listen = (to: 'out' | 'err') => (chunk: unknown) => {
      said[to] += String(chunk);
      return true;
    };
    const spies = [
      jest.spyOn(process.stdout, 'write').mockImplementation(listen('out')),
      jest.spyOn(process.stderr, 'write').mockImplementation(listen('err')),
    ];
    try {
      const entries = [{ name: 'directory', summary: '', load: () => Promise.resolve({ define }) }];
      return { code: await runCommand(entries, ['directory', 'import', ...args]), ...said };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  it('takes the good lines, tells the bad ones without their content, and costs little the second time', async () => {
    const other = anAllocataireFile({ numeroAllocataire: '0260312', persons: [aPerson({ nir: '2690549588157' })] });
    const bad = JSON.stringify(anAllocataireFile({ persons: [aPerson({ nir: `${JEANNE_NIR}39` })] }));
    writeFileSync(file, `${JSON.stringify(aHousehold())}\n${bad}\n${JSON.stringify(other)}\n`);
    const first = await courrier(file, '--json');
    expect(JSON.parse(first.out)).toEqual({ imported: 2, unchanged: 0, refused: 1 });
    expect(first.err).toMatch(/^ligne 2\u00a0: persons\[1\]\.nir\u00a0: .*clé/);
    expect(first.err).not.toMatch(/Dupont|Jeanne|255081/);
    expect(first.code).toBe(1);
    const second = await courrier(file);
    expect(second.out).toBe('2\u00a0dossiers chargés, 2\u00a0étaient déjà là sans changement, 1\u00a0ligne refusée\n');
  });

  it('fills what the stages ask', async () => {
    const house = await openHouse(
      testEnvironment({ DATABASE_URL: database.url }),
      createLogger('silent', process.stderr),
    );
    const found = await house.directory.findFiles([PAUL_NIR], []);
    await house.close();
    expect(found).toEqual([aHousehold()]);
  });

  it('refuses a file that cannot be read, in one line', async () => {
    expect(await courrier(path.join(folder, 'absent.ndjson'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^fichier illisible\u00a0: .*absent\.ndjson\n$/),
    });
    expect((await courrier(folder)).err).toMatch(/^fichier illisible/);
    expect((await courrier()).code).toBe(2);
  });

  it('refuses where a remote directory is given, which is then the one that the stages ask', async () => {
    const server = await startDirectoryServer([anAllocataireFile({ numeroAllocataire: '0000042' })]);
    process.env.DIRECTORY_URL = server.url;
    const { code, err } = await courrier(file);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^DIRECTORY_URL est donné/) });
    const house = await openHouse(
      testEnvironment({ DATABASE_URL: database.url, DIRECTORY_URL: server.url, DIRECTORY_TOKEN: 'jeton' }),
      createLogger('silent', process.stderr),
    );
    const found = await house.directory.findFiles([JEANNE_NIR], []);
    await house.close();
    await server.close();
    expect(found.map(({ numeroAllocataire }) => numeroAllocataire)).toEqual(['0000042']);
    expect(server.calls[0]?.token).toBe('Bearer jeton');
  });

  it('refuses a token for no directory', async () => {
    const environment = testEnvironment({ DATABASE_URL: database.url, DIRECTORY_TOKEN: 'jeton' });
    await expect(openHouse(environment, createLogger('silent', process.stderr))).rejects.toThrow(
      'DIRECTORY_URL\u00a0: attendu',
    );
  });
});
