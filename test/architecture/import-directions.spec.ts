import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The import directions of the house, held by reading every import of src/.
 * Real: the source tree. Fake: nothing.
 */
const SRC = path.resolve(__dirname, '../../src');

const STAGES = [
  'intake',
  'reading',
  'identification',
  'classification',
  'decision',
  'composition',
  'dispatch',
  'desk',
  'operations',
];

/** Folder → folders it may import besides itself. A composition root (house/, cli/, demo/, a file at the top) may import all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  config: ['domain'],
  platform: ['config', 'domain'],
  persistence: ['platform', 'config', 'domain'],
  pipeline: ['persistence', 'platform', 'config', 'domain'],
  ...Object.fromEntries(STAGES.map((stage) => [stage, ['pipeline', 'persistence', 'platform', 'config', 'domain']])),
};
const COMPOSITION_ROOTS = ['house', 'cli', 'demo', ''];

/** Vendor → where it may be imported. */
const VENDORS: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [/^(bullmq|ioredis|@nestjs\/bullmq)$/, /^pipeline\/|\.worker\.ts$|worker\.module\.ts$/],
  [
    /^(pg|pg-copy-streams|drizzle-orm)(\/|$)/,
    /^persistence\/|\.repository\.ts$|\.query\.ts$|^pipeline\/queue-backend\.ts$/,
  ],
  [/^(imapflow|smtp-server)$/, /^intake\/|^demo\//],
  [/^(mailparser|mailauth|tesseract\.js|@hyzyla\/pdfium|sharp|libheif-js|zxing-wasm)(\/|$)/, /^reading\//],
  [/^(pdfkit|fontkit|asn1js)(\/|$)/, /^composition\//],
  [/^(@node-rs\/argon2|otpauth|jose)$/, /^desk\/access\//],
  [/^yazl$/, /^desk\/export\//],
  [/^classificator$/, /^classification\/model\/train-model\.ts$/],
  [/^@bull-board\//, /^operations\/queue-board\.ts$/],
  [/^prom-client$/, /^operations\/metrics\//],
  [/^nodemailer(\/|$)/, /^dispatch\/|^demo\/|^operations\/self-check\//],
  [
    /^@nestjs\//,
    /\.(module|controller|worker)\.tsx?$|^house\/start-(house|operations)\.ts$|^platform\/logger\.ts$|^platform\/http\//,
  ],
];

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(full);
    return /\.tsx?$/.test(entry.name) ? [full] : [];
  });
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|\brequire\(\s*|^\s*import\s+)['"]([^'"]+)['"]/gm);
  return [...found].map((match) => match[1] ?? '');
}

const folderOf = (relative: string): string => (relative.includes('/') ? (relative.split('/')[0] ?? '') : '');

describe('import directions', () => {
  const files = sourceFiles(SRC).map((file) => ({ file, relative: path.relative(SRC, file) }));

  it('reads a tree with files in it', () => {
    expect(files.length).toBeGreaterThan(5);
  });

  it('lets each folder import only what stands below it', () => {
    const wrong = files.flatMap(({ file, relative }) =>
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => path.relative(SRC, path.resolve(path.dirname(file), name)))
        .filter((target) => {
          const from = folderOf(relative);
          const to = target.includes('/') ? folderOf(target) : '';
          if (from === to || COMPOSITION_ROOTS.includes(from)) return false;
          return !(MAY_IMPORT[from] ?? []).includes(to);
        })
        .map((target) => `${relative} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the domain free of Nest, I/O, clock, randomness and libraries', () => {
    const wrong = files
      .filter(({ relative }) => relative.startsWith('domain/'))
      .flatMap(({ file, relative }) => [
        ...importsOf(file)
          .filter((name) => !name.startsWith('.'))
          .map((name) => `${relative} imports ${name}`),
        ...(/\bDate\.now\(|new Date\(\)|Math\.random\(|process\.|console\./.test(readFileSync(file, 'utf8'))
          ? [`${relative} reads a clock, randomness or the process`]
          : []),
      ]);
    expect(wrong).toEqual([]);
  });

  it('confines each vendor to its place', () => {
    const wrong = files.flatMap(({ file, relative }) =>
      importsOf(file).flatMap((name) =>
        VENDORS.filter(([vendor, place]) => vendor.test(name) && !place.test(relative)).map(
          () => `${relative} imports ${name}`,
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('reads the environment in one file only', () => {
    const readers = files
      .filter(({ file }) => /process\.env\b/.test(readFileSync(file, 'utf8')))
      .map(({ relative }) => relative);
    expect(readers.filter((name) => !name.startsWith('config/'))).toEqual([]);
  });

  it('has no barrel, forwardRef, global module or request scope', () => {
    const wrong = files
      .filter(
        ({ file, relative }) =>
          /(^|\/)(index|utils?|helpers?|common|misc)\.tsx?$/.test(relative) ||
          /forwardRef\(|@Global\(|Scope\.REQUEST/.test(readFileSync(file, 'utf8')),
      )
      .map(({ relative }) => relative);
    expect(wrong).toEqual([]);
  });
});
