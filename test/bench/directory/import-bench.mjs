/**
 * What an import of the directory costs, and a look-up in what it filled. Needs a build and a PostgreSQL:
 * `DATABASE_URL=postgres://… node test/bench/directory/import-bench.mjs [lines, 100000] [folder of the build]`.
 * Real: the command in a process of its own, fed through a pipe, and PostgreSQL, in a database made and dropped here.
 * Made up: every line, from a fixed seed; all people invented.
 * The floors are measured in the same run: JSON.parse and seal of the same lines; a bare select by primary key.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { directoryText, fileOf, seeded } from './make-directory.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const here = path.dirname(fileURLToPath(import.meta.url));
const lines = Number(process.argv[2] ?? 100_000);
const dist = path.resolve(process.argv[3] ?? path.join(here, '../../../dist'));
const { openDatabase } = require(path.join(dist, 'persistence/database.js'));
const { DirectoryRepository } = require(path.join(dist, 'persistence/directory.repository.js'));
const { FieldEncryption, LookupHash } = require(path.join(dist, 'platform/keys/field-encryption.js'));

const SEED = 20_260_311;
const LOOK_UPS = 1_000;
const KEY = Buffer.alloc(32, 5);
const encryption = new FieldEncryption([{ id: 'mesure', key: KEY }]);
const hash = new LookupHash(KEY);

const seconds = (start) => Number(process.hrtime.bigint() - start) / 1e9;
const show = (label, value) => console.log(`${label.padEnd(58)} ${value}`);
const rounded = (value, places = 0) => value.toLocaleString('fr-FR', { maximumFractionDigits: places });

/** Peak resident memory of a process so far, in MB; null where there is no /proc. */
function peakMemory(pid) {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

/** Runs the command on this text; its time includes its start, and the making of the lines, which another core may do. */
async function importText(databaseUrl, text) {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [path.join(dist, 'cli.js'), 'directory', 'import', '--json', '-'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      COURRIER_KEYS: `mesure:${KEY.toString('base64')}`,
      COURRIER_INDEX_KEY: KEY.toString('base64'),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let memory = null;
  const watch = setInterval(() => {
    memory = Math.max(memory ?? 0, peakMemory(child.pid) ?? 0) || null;
  }, 100);
  let answer = '';
  child.stdout.on('data', (piece) => {
    answer += piece;
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await pipeline(Readable.from(text, { objectMode: false }), child.stdin);
  const code = await ended;
  clearInterval(watch);
  if (code !== 0) throw new Error(`import: sortie ${code}`);
  return { took: seconds(start), memory, tally: JSON.parse(answer) };
}

/** Seconds that JSON.parse and the seal alone take for a line, over a part of them. */
function sealFloor() {
  const sample = Math.min(lines, 50_000);
  const random = seeded(SEED);
  const texts = Array.from({ length: sample }, (_, n) => JSON.stringify(fileOf(random, n)));
  const start = process.hrtime.bigint();
  for (const text of texts) encryption.seal(JSON.parse(text), 'mesure');
  return {
    each: seconds(start) / sample,
    bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / sample,
  };
}

/** Seconds that the making of the lines takes: on few cores it is part of what the import is seen to take. */
function makingTime() {
  const start = process.hrtime.bigint();
  for (const piece of directoryText(Math.min(lines, 50_000), SEED)) void piece.length;
  return (seconds(start) / Math.min(lines, 50_000)) * lines;
}

async function latencies(work) {
  const all = [];
  for (let turn = -50; turn < LOOK_UPS; turn += 1) {
    const start = process.hrtime.bigint();
    await work();
    if (turn >= 0) all.push(seconds(start) * 1_000);
  }
  all.sort((a, b) => a - b);
  return { median: all[LOOK_UPS / 2], p95: all[Math.floor(LOOK_UPS * 0.95)] };
}

async function measureLookUps(url) {
  const opened = await openDatabase(url, () => undefined);
  const directory = new DirectoryRepository(opened.db, encryption, hash, { now: () => new Date() });
  const random = seeded(SEED);
  const files = Array.from({ length: Math.min(lines, 20_000) }, (_, n) => fileOf(random, n));
  const pick = seeded(1);
  const one = () => files[Math.floor(pick() * files.length)];
  // An item has a few candidates: two persons of the directory, three numbers of nobody, one numéro allocataire.
  const item = await latencies(async () => {
    const [a, b] = [one(), one()];
    const strangers = ['1850578006078', '2690549588157', '1540675056021'];
    const known = [a, b].map(({ persons }) => persons[0].nir.slice(0, 13));
    const found = await directory.findFiles([...known, ...strangers], [a.numeroAllocataire]);
    if (found.length !== new Set([a, b]).size) throw new Error('dossier non trouvé');
  });
  const floor = await latencies(() =>
    opened.pool.query('select sealed from directory_files where numero_hash = $1', [
      hash.of('numero', one().numeroAllocataire),
    ]),
  );
  await opened.close();
  const told = ({ median, p95 }) => `médiane ${rounded(median, 2)} ms, 95e centile ${rounded(p95, 2)} ms`;
  show('recherche d’un courrier (5 NIR, 1 numéro)', told(item));
  show('  plancher : un select par clé primaire', told(floor));
  show('  rapport des médianes', rounded(item.median / floor.median, 1));
}

async function withDatabase(use) {
  if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL : attendu');
  const name = `mesure_repertoire_${process.pid}`;
  const run = async (sql) => {
    const client = new Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create database ${name}`);
  const url = new URL(process.env.DATABASE_URL);
  url.pathname = `/${name}`;
  try {
    await use(url.href);
  } finally {
    await run(`drop database ${name} with (force)`);
  }
}

await withDatabase(async (url) => {
  const floor = sealFloor();
  show('lignes', `${rounded(lines)}, de ${rounded(floor.bytes)} octets en moyenne`);
  show('plancher : JSON.parse et scellement', `${rounded(1 / floor.each)} lignes/s`);
  show('fabrication des lignes, sur le même ordinateur', `${rounded(makingTime(), 1)} s`);
  for (const label of ['premier chargement', 'le même, rien n’a changé']) {
    const { took, memory, tally } = await importText(url, directoryText(lines, SEED));
    show(label, `${rounded(lines / took)} lignes/s (${rounded(took, 1)} s) ${JSON.stringify(tally)}`);
    show('  rapport au plancher', rounded(took / lines / floor.each, 2));
    show('  mémoire résidente au plus', memory === null ? 'inconnue' : `${rounded(memory)} Mo`);
  }
  await measureLookUps(url);
});
