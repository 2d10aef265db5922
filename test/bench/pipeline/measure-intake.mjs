// node test/bench/pipeline/measure-intake.mjs [messages a round] [rounds] [--json]: messages that the door takes in, from the first
// byte to its 250, over ten connections, beside smtp-server that writes the bytes, syncs them and commits one row, in turns.
// Needs a build and a redis-server on PATH. Real: PostgreSQL, Redis, the intake process, the disk. Everyone is invented.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildHouse } from '../../chaos/house/build-house.mjs';
import { findRedis } from '../../chaos/house/redis.mjs';
import { SmtpClient } from '../../chaos/load/smtp-client.mjs';
import { medianOf } from '../measures.mjs';
import { benchMail, makeAttachment } from './make-mails.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const count = Number(positionals[0] ?? 500);
const rounds = Number(positionals[1] ?? 5);
const SENDERS = 10;

const redisProgram = findRedis();
if (redisProgram === null) throw new Error('redis-server is not on PATH');
const folder = mkdtempSync(path.join(tmpdir(), 'courrier-bench-'));
const house = await buildHouse({ folder, redisProgram, items: [], workers: 0, ownVolume: false });
const floorFolder = path.join(folder, 'floor');
mkdirSync(floorFolder);
const attachment = await makeAttachment();

async function take(port, first) {
  const end = first + count;
  let next = first;
  const started = performance.now();
  const lane = async () => {
    const client = new SmtpClient(port);
    while (next < end) await client.send(benchMail(next++, attachment));
  };
  await Promise.all(Array.from({ length: SENDERS }, lane));
  return performance.now() - started;
}

const settings = { postgresUrl: house.postgres.url, folder: floorFolder };
const floor = fork(fileURLToPath(new URL('floor-door.mjs', import.meta.url)), [JSON.stringify(settings)]);
const [floorPort] = await once(floor, 'message');
try {
  await house.start(['web']);
  const [ours, bare] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const first = round * count;
    const [ms, floorMs] = [await take(house.smtpPort, first), await take(floorPort, first)];
    if (!values.json)
      console.log(
        `${round === 0 ? 'warming' : `round ${round}`}: ${((count / ms) * 1000).toFixed(0)} a second, floor ${((count / floorMs) * 1000).toFixed(0)}`,
      );
    if (round === 0) continue;
    ours.push(ms);
    bare.push(floorMs);
  }
  const rateOf = (list) => (count / medianOf(list)) * 1000;
  const ratio = medianOf(ours.map((ms, at) => bare[at] / ms));
  const figures = { ratio, rate: rateOf(ours), floorRate: rateOf(bare) };
  console.log(
    values.json
      ? JSON.stringify(figures)
      : `intake: ${figures.rate.toFixed(0)} a second, floor ${figures.floorRate.toFixed(0)}: ${ratio.toFixed(2)} of the floor`,
  );
} finally {
  floor.disconnect();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
