// A mixed load through the real house while everything under it breaks, and the account at the end:
//   npm run chaos -- --items 10000 --faults 200 --seed 7      npm run chaos -- --short
// Real: PostgreSQL, Redis, SMTP both ways, HTTP, the product's processes as built. Invented: everybody who writes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drawAccount } from './account/draw-account.mjs';
import { printAccount } from './account/print-account.mjs';
import { settle } from './account/settle.mjs';
import { lookUnderWay } from './account/under-way.mjs';
import { drawFaults, runFaults } from './faults/run-faults.mjs';
import { buildHouse } from './house/build-house.mjs';
import { findRedis } from './house/redis.mjs';
import { Mailroom } from './load/mailroom.mjs';
import { planLoad } from './load/plan-load.mjs';
import { startSenders } from './load/senders.mjs';
import { HELP, readOptions } from './options.mjs';
import { Telling } from './telling.mjs';

const WATCH_MS = 2_000;

const exitCode = await main().catch((error) => {
  process.stderr.write(`${error instanceof TypeError ? `${error.message}\n${HELP}` : error.stack}\n`);
  return error instanceof TypeError ? 2 : 1;
});
process.exit(exitCode);

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const redisProgram = options.queue === 'redis' ? findRedis() : null;
  if (options.queue === 'redis' && redisProgram === null) throw new TypeError('no redis-server on PATH');
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-chaos-'));
  const account = await runChaos({ ...options, folder, redisProgram });
  process.stdout.write(options.json ? `${JSON.stringify(account)}\n` : printAccount(account));
  const whole = account.breaches.length === 0;
  if (whole && !options.keep) rmSync(folder, { recursive: true, force: true });
  else process.stderr.write(`seed ${options.seed}; logs and data are in ${folder}\n`);
  return whole ? 0 : 1;
}

async function runChaos({ folder, redisProgram, items, faults, seed }) {
  const load = planLoad({ items, seed });
  const mailroom = new Mailroom(load);
  const telling = new Telling(items);
  telling.say('building the house');
  const house = await buildHouse({ folder, redisProgram, items: load.items });
  try {
    await house.start();
    const watch = setInterval(() => Object.values(house.processes).map((one) => one.resident()), WATCH_MS);
    const begun = Date.now();
    const receivedOn = new Date(begun).toISOString().slice(0, 10);
    const look = async () => ({
      ...(await lookUnderWay(house.postgres.url)),
      senders: mailroom.inFlight(),
      sending: house.sink.open,
    });
    const tell = (name) => telling.say(name, mailroom.received);
    const names = drawFaults(house, { count: faults, seed });
    const sent = startSenders({ ...house, mailroom, seed, receivedOn });
    const struck = await runFaults({ house, mailroom, names, seed, look, tell });
    await sent;
    const loaded = Date.now();
    const stuck = await settle(house.postgres.url, ({ underWay }) => telling.say(`${underWay} under way`, items));
    const settled = Date.now();
    clearInterval(watch);
    const resident = Object.values(house.processes).map((one) => [one.name, one.resident(), one.mostResident]);
    const unended = await house.stop();
    telling.end();
    const seconds = { load: (loaded - begun) / 1_000, settling: (settled - loaded) / 1_000 };
    return await drawAccount({ house, load, mailroom, struck, stuck, unended, resident, seed, receivedOn, seconds });
  } finally {
    await house.close();
  }
}
