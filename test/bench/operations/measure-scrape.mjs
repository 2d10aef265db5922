// How long a scrape of /metrics and a probe take beside a million correspondences and as many replies.
// DATABASE_URL=postgres://… [ROWS=1000000] node test/bench/operations/measure-scrape.mjs   (after a build; makes and drops a database)

import { createRequire } from 'node:module';
import pg from 'pg';
import { Registry } from 'prom-client';

const require = createRequire(import.meta.url);
const { openDatabase } = require('../../../dist/persistence/database.js');
const { StandingQuery } = require('../../../dist/operations/metrics/standing.query.js');
const { showWhatStands } = require('../../../dist/operations/metrics/shared-gauges.js');

const rows = Number(process.env.ROWS ?? 1_000_000);
const name = `banc_mesures_${process.pid}`;
const admin = new pg.Client({ connectionString: process.env.DATABASE_URL });
await admin.connect();
await admin.query(`create database ${name}`);
const url = new URL(process.env.DATABASE_URL);
url.pathname = `/${name}`;
const { db, pool, close } = await openDatabase(url.href, () => undefined);
try {
  // One in a hundred is open, as after some months of work; sealed columns as wide as short mails.
  await pool.query(
    `insert into correspondences (id, channel, source, state, received_at, received_on, updated_at, content_hash, reading)
     select gen_random_uuid(), 'email', 'smtp',
       case when n % 100 = 0 then (array['needs-agent','waiting-sender','dispatching','failed'])[1 + (n / 100) % 4]
            else (array['answered','closed','set-aside'])[1 + n % 3] end,
       now() - n * interval '1 s', current_date, now(), decode(md5(n::text), 'hex'), decode(repeat(md5(n::text), 20), 'hex')
     from generate_series(1, $1::int) n`,
    [rows],
  );
  await pool.query(
    `insert into ledger (id, correspondence_id, purpose, request, channel, state, message_id, content, template_version, reserved_at)
     select gen_random_uuid(), id, 'lettre', '', 'email', case when state = 'dispatching' then 'reserved' else 'sent' end,
       id::text, decode(repeat('00', 500), 'hex'), '1', now() from correspondences`,
  );
  await pool.query('vacuum analyze');
  const timed = async (what, work) => {
    const begun = performance.now();
    await work();
    console.log(`${what.padEnd(46)} ${(performance.now() - begun).toFixed(1)} ms`);
  };
  const standing = new StandingQuery(db, { openBreakers: async () => [] });
  for (const query of ['openCorrespondences', 'unsentReplies', 'outbox', 'settledCorrespondences', 'replies'])
    await timed(`query ${query}`, () => standing[query]());
  const registry = new Registry();
  const noQueue = { read: async () => new Map() };
  showWhatStands(registry, standing, noQueue);
  for (let n = 1; n <= 3; n++) await timed(`scrape ${n}`, () => registry.metrics());
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  for (let n = 4; n <= 5; n++) await timed(`scrape ${n}, after 3.5 s`, () => registry.metrics());
  console.log(
    (await registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith('courrier_c'))
      .join('\n'),
  );
} finally {
  await close();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
}
