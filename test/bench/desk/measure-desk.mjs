// How long the desk's pages take beside a million items: a basket, a search, an item, the board.
// DATABASE_URL=postgres://… [ROWS=1000000] [ROUNDS=100] [KEEP=name] node test/bench/desk/measure-desk.mjs
// After a build; makes a database and drops it (KEEP=name keeps it under that name, and takes it again). Server and client are one
// process here, and a time is the client's: it holds the whole answer. The last column is that process's own time of processor an answer,
// which a busy machine hardly changes. Exit 1 over 100 ms by the median, 300 ms at p95 or 200 kB.

import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { fillDesk, lookedUp } from './fill-desk.mjs';

const load = (file) => createRequire(import.meta.url)(path.resolve('dist', file));
const { startHouse } = load('house/start-house.js');
const { parseEnvironment } = load('config/environment.schema.js');
const { formTokenOf } = load('desk/access/session-cookie.js');

const LIMITS = { median: 100, p95: 300, bytes: 200_000 };
const rows = Number(process.env.ROWS ?? 1_000_000);
const rounds = Number(process.env.ROUNDS ?? 100);
const kept = process.env.KEEP;
const name = kept ?? `banc_bureau_${process.pid}`;
const admin = new pg.Client({ connectionString: process.env.DATABASE_URL });
await admin.connect();
const { rowCount: known } = await admin.query('select 1 from pg_database where datname = $1', [name]);
if (known === 0) await admin.query(`create database ${name}`);
const url = new URL(process.env.DATABASE_URL);
url.pathname = `/${name}`;
const folder = mkdtempSync(path.join(tmpdir(), 'courrier-banc-bureau-'));
const key = Buffer.alloc(32, 9).toString('base64');
const parsed = parseEnvironment({
  DATABASE_URL: url.href,
  DATA_FOLDER: folder,
  ROLES: 'web',
  QUEUE_BACKEND: 'postgres',
  PORT: '0',
  HTTP_HOST: '127.0.0.1',
  LOG_LEVEL: 'silent',
  COURRIER_KEYS: `banc:${key}`,
  COURRIER_INDEX_KEY: key,
});
const running = await startHouse(parsed.value);
let failed = false;
try {
  const { house } = running;
  if (known === 0) {
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await fillDesk(house, client, rows);
    await client.end();
  }
  const open = await house.database.pool.query(
    "select id from correspondences where state = 'needs-agent' order by md5(id::text) limit 50",
  );
  const settled = await house.database.pool.query(
    "select id from correspondences where state = 'answered' order by sequence desc limit 50",
  );
  const person = { login: `banc${Date.now()}`, name: 'Banc Essai', role: 'supervisor', passwordHash: null };
  const token = await house.sessions.open({ accountId: await house.accounts.create(person) });
  const headers = { cookie: `courrier_bureau=${token}` };
  const at = `http://127.0.0.1:${running.httpPort}/bureau`;
  const get = (where) => fetch(`${at}${where}`, { headers });
  const search = (numero) => {
    const body = new URLSearchParams({ numero, jeton: formTokenOf(token) });
    return fetch(`${at}/recherche`, { method: 'POST', headers, body });
  };
  const people = lookedUp();
  const lookUp = (round) => {
    const { persons } = people[round % people.length];
    const body = new URLSearchParams({ numero: persons[0].nir, jeton: formTokenOf(token) });
    return fetch(`${at}/personnes`, { method: 'POST', headers, body });
  };
  const some = (list, round) => list.rows[round % list.rows.length].id;
  const pages = {
    'basket, to settle': () => get('?corbeille=a-regler'),
    'basket, to identify, page 20': () => get('?corbeille=a-identifier&page=20'),
    'basket, waiting, on paper': () => get('?corbeille=en-attente&voie=papier'),
    'basket, late': () => get('?corbeille=en-retard'),
    'basket, answered': () => get('?corbeille=repondu'),
    'search, a word of nearly every item': () => search('bonjour'),
    'search, three words': () => search('attestation paiement loyer'),
    'search, a rare word': () => search('périscope'),
    'search, words that no item has together': () => search('bonjour périscope hippopotame'),
    'look-up by NIR': lookUp,
    'item, open': (round) => get(`/${some(open, round)}`),
    'item, settled': (round) => get(`/${some(settled, round)}`),
    board: () => get('/tableau'),
  };
  console.log(`${'page'.padEnd(42)} median ms   p95 ms   kB  processor`);
  for (const [what, ask] of Object.entries(pages)) {
    const times = [];
    let processor = process.cpuUsage();
    let bytes = 0;
    for (let round = -3; round < rounds; round++) {
      if (round === 0) processor = process.cpuUsage();
      const begun = performance.now();
      const answer = await ask(round + 3);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${what} : ${answer.status}`);
      bytes = Math.max(bytes, Buffer.byteLength(text));
      if (round >= 0) times.push(performance.now() - begun);
    }
    const { user, system } = process.cpuUsage(processor);
    times.sort((a, b) => a - b);
    const [median, p95] = [times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.95)]];
    const over = what !== 'board' && (median > LIMITS.median || p95 > LIMITS.p95 || bytes > LIMITS.bytes);
    failed ||= over;
    const figures = [
      median.toFixed(1).padStart(9),
      p95.toFixed(1).padStart(8),
      (bytes / 1000).toFixed(0).padStart(4),
      ((user + system) / 1000 / rounds).toFixed(1).padStart(9),
    ];
    console.log(`${what.padEnd(42)} ${figures.join(' ')}${over ? '   OVER' : ''}`);
  }
} finally {
  await running.stop();
  rmSync(folder, { recursive: true });
  if (kept === undefined) await admin.query(`drop database ${name} with (force)`);
  await admin.end();
}
process.exitCode = failed ? 1 : 0;
