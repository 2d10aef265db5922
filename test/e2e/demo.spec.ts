import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * The demo as a whole, from dist. Real: the product in its own process, its servers, SMTP in and out, HTTP, print folder.
 * Fake: the people.
 */
const ROOT = path.resolve(__dirname, '../..');
const PROGRAM = path.join(ROOT, 'dist/demo/run-demo.js');
const DIRECTORY = readFileSync(path.join(ROOT, 'test/fixtures/demo/directory.ndjson'), 'utf8');

interface Summary {
  asDeclared: boolean;
  items: { sample: string; state: string; differences: string[]; channel: string | null; files: string[] }[];
}

/** All files below a folder, with their bytes as Latin-1 text. */
function everyFile(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(folder, file), text: readFileSync(file, 'latin1') }));
}

const NUMBERS = (DIRECTORY.match(/"nir":"(\w{13})/g) ?? []).map((found) => found.slice(-13));
const SEPARATOR = '[\\s.\\u00a0-]?';
/** The thirteen characters, whatever stands between them. */
const WHOLE = new RegExp(NUMBERS.map((nir) => [...nir].join(SEPARATOR)).join('|'), 'i');
/** The last six alone, with or without the space before the order number: enough to know a person by. */
const PARTIAL = new RegExp(
  `(?<![0-9A-Za-z])(?:${NUMBERS.map((nir) => `${nir.slice(7, 10)} ?${nir.slice(10)}`).join('|')})(?![0-9A-Za-z])`,
);

describe('demo', () => {
  let folder: string;
  let run: SpawnSyncReturns<string>;
  let summary: Summary;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-demo-'));
    run = spawnSync(process.execPath, [PROGRAM, '--once', '--folder', folder], { encoding: 'utf8', timeout: 150_000 });
    const file = path.join(folder, 'out/summary.json');
    if (!existsSync(file)) throw new Error(`no summary: ${run.stderr}`);
    summary = JSON.parse(readFileSync(file, 'utf8'));
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('brings every sample to the end that it declares', () => {
    const different = summary.items.filter(({ differences }) => differences.length > 0);
    expect(different.map(({ sample, differences }) => `${sample}: ${differences.join(', ')}`)).toEqual([]);
    expect(run.status).toBe(0);
    expect(summary.items.length).toBeGreaterThanOrEqual(40);
  });

  it('leaves an .eml or a .pdf for each reply, and none for what is not answered', () => {
    for (const { channel, files } of summary.items) {
      if (channel === 'email') expect(files.filter((name) => name.endsWith('.eml'))).toHaveLength(1);
      if (channel === 'post') expect(files.some((name) => name.endsWith('.pdf'))).toBe(true);
      if (channel === null) expect(files).toEqual([]);
    }
    const printed = everyFile(path.join(folder, 'out/impression'));
    const manifests = printed.filter(({ name }) => name.endsWith('.json'));
    expect(manifests).toHaveLength(summary.items.filter(({ channel }) => channel === 'post').length);
  });

  it('shows one line an item, in French', () => {
    for (const { sample } of summary.items) expect(run.stdout).toMatch(new RegExp(`^${sample} +\\S.*[✓✗]`, 'm'));
    expect(run.stdout).toContain('attend l’expéditeur');
  });

  describe('holds no NIR of the directory', () => {
    const looked = (): number => NUMBERS.length;

    it('knows what it looks for', () => {
      expect(looked()).toBeGreaterThan(90);
      expect('2 55 08 14 168 025').toMatch(WHOLE);
      expect('nir=168025;').toMatch(PARTIAL);
    });

    it('in its log, its output, its summary and its file names', () => {
      const texts = [
        readFileSync(path.join(folder, 'courrier.log'), 'utf8'),
        readFileSync(path.join(folder, 'out/summary.json'), 'utf8'),
        run.stdout,
        run.stderr,
        everyFile(folder)
          .map(({ name }) => name)
          .join('\n'),
      ];
      for (const text of texts) {
        expect(text).not.toMatch(WHOLE);
        expect(text).not.toMatch(PARTIAL);
      }
    });

    it('in its database, its queue, its documents and its servers’ logs', () => {
      const found = everyFile(path.join(folder, 'data')).filter(({ text }) => WHOLE.test(text));
      expect(found.map(({ name }) => name)).toEqual([]);
    });

    it('in the headers and texts of the e-mails that left', () => {
      const mails = everyFile(path.join(folder, 'out')).filter(({ name }) => name.endsWith('.eml'));
      expect(mails.length).toBeGreaterThan(10);
      for (const { text } of mails) {
        // Transfer encodings may cut a number in two.
        const plain = text.replace(/=\r\n/g, '');
        expect(plain).not.toMatch(WHOLE);
        const parts = plain.match(/base64\r\n(?:[\w-]+:.*\r\n)*\r\n([\s\S]*?)\r\n(?=-|$)/g) ?? [];
        for (const part of parts)
          expect(Buffer.from(part.slice(part.indexOf('\r\n\r\n')), 'base64').toString('utf8')).not.toMatch(WHOLE);
      }
    });
  });
});

describe('served demo', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-demo-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('shows the desk until Ctrl-C, refuses a second run on its folder meanwhile, and stops all that it started', async () => {
    const child = spawn(process.execPath, [PROGRAM, '--folder', folder], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', (bytes) => {
      output += bytes;
    });
    const exit = new Promise<number | null>((resolve) => child.on('exit', resolve));
    try {
      while (!output.includes('Ctrl-C') && child.exitCode === null) await new Promise((r) => setTimeout(r, 100));
      const desk = /Bureau des agents\u00a0: (\S+)/.exec(output)?.[1] ?? '';
      expect((await fetch(desk)).status).toBe(200);
      const second = spawnSync(process.execPath, [PROGRAM, '--once', '--folder', folder], { encoding: 'utf8' });
      expect(second.status).toBe(1);
      expect(second.stderr).toContain('est en marche');
      child.kill('SIGINT');
      await exit;
      await expect(fetch(desk)).rejects.toThrow();
      expect(existsSync(path.join(folder, 'data/postgres/data/postmaster.pid'))).toBe(false);
      expect(existsSync(path.join(folder, 'data/redis/acces.json'))).toBe(false);
    } finally {
      child.kill('SIGKILL');
    }
  }, 120_000);

  it('empties no folder that is not a demo’s', () => {
    writeFileSync(path.join(folder, 'precious'), '');
    const run = spawnSync(process.execPath, [PROGRAM, '--once', '--folder', folder], { encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(existsSync(path.join(folder, 'precious'))).toBe(true);
  });
});
