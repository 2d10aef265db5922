// node test/bench/pipeline/measure-pipeline.mjs [messages a round] [rounds] [--json]: from a message at the door to its reply at the
// mail server, beside one process that does only what nobody can leave out, in turns. Needs a build and a redis-server on PATH.
// Real: PostgreSQL, Redis with its append-only file, one intake and one worker process, SMTP in and out, the disk. Everyone is invented.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildHouse } from '../../chaos/house/build-house.mjs';
import { findRedis } from '../../chaos/house/redis.mjs';
import { SmtpClient } from '../../chaos/load/smtp-client.mjs';
import { medianOf, processorMsOf, processTree } from '../measures.mjs';
import { benchMail, makeAttachment } from './make-mails.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, profile: { type: 'string' } },
});
const count = Number(positionals[0] ?? 400);
const rounds = Number(positionals[1] ?? 5);
const SENDERS = 10;
/** As many sendings at once as a worker has. */
const CONCURRENCY = 8;
const GIVE_UP_MS = 300_000;

const redisProgram = findRedis();
if (redisProgram === null) throw new Error('redis-server is not on PATH');
const folder = mkdtempSync(path.join(tmpdir(), 'courrier-bench-'));
const items = Array.from({ length: count * (rounds + 1) }, (_, n) => ({ n }));
const house = await buildHouse({ folder, redisProgram, items, workers: 1, ownVolume: false });
if (values.profile !== undefined)
  for (const one of Object.values(house.processes))
    one.nodeArguments = ['--cpu-prof', `--cpu-prof-dir=${path.resolve(values.profile)}`];
const floorFolder = path.join(folder, 'floor');
mkdirSync(floorFolder);
const attachment = await makeAttachment();

/** All messages of a round by as many senders as a mail server opens connections; ends with the last reply. */
async function ours(first) {
  const end = first + count;
  const target = house.sink.accepted.length + count;
  let next = first;
  const started = performance.now();
  const before = processorMs();
  const clients = Array.from({ length: SENDERS }, () => new SmtpClient(house.smtpPort));
  const lane = async (client) => {
    while (next < end) await client.send(benchMail(next++, attachment));
  };
  await Promise.all(clients.map(lane));
  const taken = performance.now() - started;
  while (house.sink.accepted.length < target) {
    if (performance.now() - started > GIVE_UP_MS)
      throw new Error(`${target - house.sink.accepted.length} replies of ${count} did not come`);
    await wait(5);
  }
  return { ms: performance.now() - started, taken, processorMs: processorMs() - before };
}

const processorMs = () =>
  Object.values(house.processes)
    .filter(({ pid }) => pid !== null)
    .flatMap(({ pid }) => processTree(pid))
    .reduce((sum, pid) => sum + processorMsOf(pid), 0);

const floorSettings = {
  postgresUrl: house.postgres.url,
  redisUrl: house.redis.url,
  smtpUrl: house.sink.url,
  folder: floorFolder,
  concurrency: CONCURRENCY,
};
const floorProcess = fork(fileURLToPath(new URL('floor-loop.mjs', import.meta.url)), [JSON.stringify(floorSettings)]);
await once(floorProcess, 'message');
async function floor(first) {
  floorProcess.send({ first, count });
  const [result] = await once(floorProcess, 'message');
  if (result.error !== undefined) throw new Error(result.error);
  return result;
}

try {
  await house.start(['web']);
  const [oursRounds, floorRounds] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const warm = round === 0;
    for (const [name, make, into] of [
      ['ours', ours, oursRounds],
      ['floor', floor, floorRounds],
    ]) {
      const result = await make(round * count);
      if (!warm) into.push(result);
      const taken = result.taken === undefined ? '' : `, all taken in after ${result.taken.toFixed(0)} ms`;
      if (!values.json)
        console.log(
          `${warm ? 'warming' : `round ${round}`} ${name}: ${((count / result.ms) * 1000).toFixed(1)} a second, ${(result.processorMs / count).toFixed(1)} ms of processor each${taken}`,
        );
    }
  }
  const rate = (list) => (count / medianOf(list.map(({ ms }) => ms))) * 1000;
  const each = (list) => medianOf(list.map((one) => one.processorMs)) / count;
  const ratio = medianOf(oursRounds.map(({ ms }, at) => floorRounds[at].ms / ms));
  const figures = {
    ratio,
    rate: rate(oursRounds),
    floorRate: rate(floorRounds),
    processorMs: each(oursRounds),
    floorProcessorMs: each(floorRounds),
  };
  if (values.json) console.log(JSON.stringify(figures));
  else
    console.log(
      `mail to reply: ${figures.rate.toFixed(1)} a second, floor ${figures.floorRate.toFixed(1)}: ${ratio.toFixed(2)} of the floor ` +
        `(${figures.processorMs.toFixed(1)} ms of processor in the product's processes each, floor ${figures.floorProcessorMs.toFixed(1)})`,
    );
} finally {
  floorProcess.disconnect();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
