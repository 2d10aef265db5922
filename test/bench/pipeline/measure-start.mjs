// node test/bench/pipeline/measure-start.mjs [rounds]: from the start of a worker process to the first job that it takes up, and to the
// reply of the message that waited for it. Real: the process, PostgreSQL, Redis, SMTP, the disk.
import { readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { medianOf } from '../measures.mjs';
import { openBench } from './open-bench.mjs';

/** @returns medians in milliseconds */
export async function measureStart({ rounds = 5, say = () => undefined } = {}) {
  const bench = await openBench({ people: rounds + 1, workers: 1 });
  const { house } = bench;
  const worker = house.processes['worker a'];

  /** When its first stage began, by its own log: the line is written at its end, and says how long it took. */
  async function firstJob(from) {
    for (;;) {
      const said = readFileSync(worker.logFile).subarray(from).toString('utf8');
      const line = said.split('\n').find((one) => one.includes('"job":"read"') && one.endsWith('}'));
      if (line !== undefined) {
        const { time, ms } = JSON.parse(line);
        return Date.parse(time) - ms;
      }
      await wait(5);
    }
  }

  try {
    await house.start(['web', 'worker a']);
    const [jobs, replies] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      await bench.send(house.smtpPort, round, 1);
      const from = statSync(worker.logFile).size;
      const started = Date.now();
      void worker.start();
      await bench.replies(round + 1);
      const replied = Date.now() - started;
      const job = (await firstJob(from)) - started;
      say(`${round === 0 ? 'warming' : `round ${round}`}: first job after ${job} ms, its reply after ${replied} ms`);
      await worker.stop();
      if (round === 0) continue;
      jobs.push(job);
      replies.push(replied);
    }
    return { jobMs: medianOf(jobs), replyMs: medianOf(replies) };
  } finally {
    await bench.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rounds] = process.argv.slice(2).map(Number);
  console.log(JSON.stringify(await measureStart({ rounds, say: console.log })));
  process.exit(0);
}
