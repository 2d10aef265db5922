// node test/bench/pipeline/measure-intake.mjs [messages a round] [rounds] [--json] [--profile FOLDER]: messages that the door takes in,
// from the first byte to its 250, over ten connections, beside smtp-server that writes the bytes, syncs them and commits one row.
// Real: PostgreSQL, Redis, the intake process, the disk. Everyone is invented.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { medianOf, processorMsOf } from '../measures.mjs';
import { openBench } from './open-bench.mjs';

/** @returns medians: messages a second, the share of the floor's, and milliseconds of processor of each process for a message */
export async function measureIntake({ count = 500, rounds = 5, profile = null, say = () => undefined } = {}) {
  const bench = await openBench({ workers: 0 });
  const { house, floorFolder } = bench;
  if (profile !== null)
    house.processes.intake.nodeArguments = ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`];
  const settings = { postgresUrl: house.postgres.url, folder: floorFolder };
  const floor = fork(fileURLToPath(new URL('floor-door.mjs', import.meta.url)), [JSON.stringify(settings)]);
  const [floorPort] = await once(floor, 'message');

  async function take(pid, port, first) {
    const [started, before] = [performance.now(), processorMsOf(pid)];
    await bench.send(port, first, count);
    return { ms: performance.now() - started, processorMs: processorMsOf(pid) - before };
  }

  try {
    await house.start(['web']);
    const results = [];
    for (let round = 0; round <= rounds; round += 1) {
      const first = round * count;
      const ours = await take(house.processes.intake.pid, house.smtpPort, first);
      const bare = await take(floor.pid, floorPort, first);
      const told = ({ ms, processorMs }) =>
        `${((count / ms) * 1000).toFixed(0)} a second, ${(processorMs / count).toFixed(1)} ms of processor each`;
      say(`${round === 0 ? 'warming' : `round ${round}`}: ${told(ours)}; floor ${told(bare)}`);
      if (round > 0) results.push({ ours, bare });
    }
    const told = (list) => ({
      rate: (count / medianOf(list.map(({ ms }) => ms))) * 1000,
      processorMs: medianOf(list.map(({ processorMs }) => processorMs)) / count,
    });
    return {
      ratio: medianOf(results.map(({ ours, bare }) => bare.ms / ours.ms)),
      ours: told(results.map(({ ours }) => ours)),
      floor: told(results.map(({ bare }) => bare)),
    };
  } finally {
    floor.disconnect();
    await bench.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, profile: { type: 'string' } },
  });
  const [count, rounds] = positionals.map(Number);
  const say = values.json ? undefined : console.log;
  const figures = await measureIntake({ count, rounds, profile: values.profile ?? null, say });
  const { ratio, ours, floor } = figures;
  console.log(
    values.json
      ? JSON.stringify(figures)
      : `intake: ${ours.rate.toFixed(0)} a second, floor ${floor.rate.toFixed(0)}: ${ratio.toFixed(2)} of the floor ` +
          `(${ours.processorMs.toFixed(1)} ms of processor each, floor ${floor.processorMs.toFixed(1)})`,
  );
  process.exit(0);
}
