// node test/bench/pipeline/measure-pipeline.mjs [messages a round] [rounds] [--json] [--profile FOLDER]: from a message at the door to
// its reply at the mail server, beside one process that does only what nobody can leave out, in turns.
// Real: PostgreSQL, Redis with its append-only file, one intake and one worker process, SMTP in and out, the disk. Everyone is invented.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { medianOf } from '../measures.mjs';
import { openBench } from './open-bench.mjs';

/** As many sendings at once as a worker has. */
const CONCURRENCY = 8;

/**
 * @param profile folder into which each process writes its CPU profile; null for none
 * @returns medians: messages a second, the share of the floor's, and milliseconds of processor for each message
 */
export async function measurePipeline({ count = 400, rounds = 5, profile = null, say = () => undefined } = {}) {
  const bench = await openBench({ people: count * (rounds + 1), workers: 1 });
  const { house } = bench;
  if (profile !== null)
    for (const one of Object.values(house.processes))
      one.nodeArguments = ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`];
  const floor = await startFloor(bench);

  /** Ends with the last reply. */
  async function ours(first) {
    const target = house.sink.accepted.length + count;
    const started = performance.now();
    const before = bench.processor();
    await bench.send(house.smtpPort, first, count);
    const taken = performance.now() - started;
    await bench.replies(target);
    const after = bench.processor();
    return {
      ms: performance.now() - started,
      taken,
      product: after.product - before.product,
      servers: after.servers - before.servers,
    };
  }

  async function bare(first) {
    const before = bench.processor();
    const { ms, processorMs } = await floor.run({ first, count });
    return { ms, product: processorMs, servers: bench.processor().servers - before.servers };
  }

  try {
    await house.start(['web']);
    const results = { ours: [], floor: [] };
    for (let round = 0; round <= rounds; round += 1)
      for (const [name, make] of [
        ['ours', ours],
        ['floor', bare],
      ]) {
        const result = await make(round * count);
        if (round > 0) results[name].push(result);
        const taken = result.taken === undefined ? '' : `, all taken in after ${result.taken.toFixed(0)} ms`;
        say(
          `${round === 0 ? 'warming' : `round ${round}`} ${name}: ${((count / result.ms) * 1000).toFixed(1)} a second, ` +
            `${(result.product / count).toFixed(1)} ms of processor each and ${(result.servers / count).toFixed(1)} of the servers${taken}`,
        );
      }
    const each = (list, key) => medianOf(list.map((one) => one[key])) / count;
    const told = (list) => ({
      rate: 1000 / each(list, 'ms'),
      processorMs: each(list, 'product'),
      serversMs: each(list, 'servers'),
    });
    return {
      ratio: medianOf(results.ours.map(({ ms }, at) => results.floor[at].ms / ms)),
      ours: told(results.ours),
      floor: told(results.floor),
    };
  } finally {
    floor.stop();
    await bench.close();
  }
}

async function startFloor({ house: { postgres, redis, sink }, floorFolder }) {
  const settings = {
    postgresUrl: postgres.url,
    redisUrl: redis.url,
    smtpUrl: sink.url,
    folder: floorFolder,
    concurrency: CONCURRENCY,
  };
  const child = fork(fileURLToPath(new URL('floor-loop.mjs', import.meta.url)), [JSON.stringify(settings)]);
  await once(child, 'message');
  return {
    async run(round) {
      child.send(round);
      const [result] = await once(child, 'message');
      if (result.error !== undefined) throw new Error(result.error);
      return result;
    },
    stop: () => child.disconnect(),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, profile: { type: 'string' } },
  });
  const [count, rounds] = positionals.map(Number);
  const say = values.json ? undefined : console.log;
  const figures = await measurePipeline({ count, rounds, profile: values.profile ?? null, say });
  const { ratio, ours, floor } = figures;
  console.log(
    values.json
      ? JSON.stringify(figures)
      : `mail to reply: ${ours.rate.toFixed(1)} a second, floor ${floor.rate.toFixed(1)}: ${ratio.toFixed(2)} of the floor ` +
          `(${ours.processorMs.toFixed(1)} + ${ours.serversMs.toFixed(1)} ms of processor each, floor ${floor.processorMs.toFixed(1)} + ${floor.serversMs.toFixed(1)})`,
  );
  process.exit(0);
}
