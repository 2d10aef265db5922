// node test/bench/pipeline/measure-workers.mjs [messages a round] [rounds]: one worker process on a core of its own, and two on a core
// each, working off what was taken in before, in turns. Needs taskset (util-linux).
// Real: PostgreSQL, Redis, the processes, SMTP out, the disk; servers and load have no core of their own.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { medianOf, processorMsOfTrees, processTree } from '../measures.mjs';
import { openBench } from './open-bench.mjs';

const NAMES = ['worker a', 'worker b'];

/** @returns messages a second of one and of two, how many times as much, and what a message costs the workers' processor in each */
export async function measureWorkers({ count = 600, rounds = 5, say = () => undefined } = {}) {
  const bench = await openBench({ people: 2 * count * (rounds + 1), workers: 2 });
  const { house } = bench;
  let next = 0;

  async function work(names) {
    const first = house.sink.accepted.length;
    await bench.send(house.smtpPort, next, count);
    next += count;
    await Promise.all(names.map((name) => house.processes[name].start()));
    for (const name of names) pin(house.processes[name].pid, NAMES.indexOf(name));
    // Loading is over once the first replies have left.
    await bench.replies(first + count / 10);
    for (const name of names) pin(house.processes[name].pid, NAMES.indexOf(name));
    const pids = names.map((name) => house.processes[name].pid);
    const [from, started, before] = [house.sink.accepted.length, performance.now(), processorMsOfTrees(pids)];
    await bench.replies(first + count);
    const done = house.sink.accepted.length - from;
    const result = {
      rate: (done / (performance.now() - started)) * 1000,
      processorMs: (processorMsOfTrees(pids) - before) / done,
    };
    await Promise.all(names.map((name) => house.processes[name].stop()));
    return result;
  }

  try {
    await house.start(['web', ...NAMES]);
    const [one, two] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      const results = [await work(NAMES.slice(0, 1)), await work(NAMES)];
      say(
        `${round === 0 ? 'warming' : `round ${round}`}: one ${results[0].rate.toFixed(1)} a second, two ${results[1].rate.toFixed(1)}`,
      );
      if (round === 0) continue;
      one.push(results[0]);
      two.push(results[1]);
    }
    const median = (list, key) => medianOf(list.map((result) => result[key]));
    return {
      one: { rate: median(one, 'rate'), processorMs: median(one, 'processorMs') },
      two: { rate: median(two, 'rate'), processorMs: median(two, 'processorMs') },
      times: medianOf(two.map(({ rate }, at) => rate / one[at].rate)),
    };
  } finally {
    await bench.close();
  }
}

/** A process with its threads and children on one core. */
function pin(root, core) {
  for (const pid of processTree(root))
    execFileSync('taskset', ['-a', '-p', '-c', String(core), String(pid)], { stdio: 'ignore' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count, rounds] = process.argv.slice(2).map(Number);
  console.log(JSON.stringify(await measureWorkers({ count, rounds, say: console.log })));
  process.exit(0);
}
