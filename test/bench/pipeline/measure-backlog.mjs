// node test/bench/pipeline/measure-backlog.mjs [items waiting…]: what the next items cost while so many wait behind them, and what each
// that waits takes in Redis and PostgreSQL. Real: PostgreSQL, Redis, one intake and one worker process, SMTP, the disk.
import { fileURLToPath } from 'node:url';
import { fillQueue } from './fill-queue.mjs';
import { openBench } from './open-bench.mjs';

/** Read while the measured ones are still being answered: real ones, so that they cost what those cost. */
const BEHIND = 1_000;

/**
 * @param waiting how many items wait at least, besides the measured ones
 * @returns processor milliseconds and clock milliseconds for each of the measured, and bytes for each that waits (null where all are real)
 */
export async function measureBacklog({ waiting, count = 2_000, behind = BEHIND, say = () => undefined }) {
  const bench = await openBench({ people: count + behind, workers: 1 });
  const { house } = bench;
  try {
    await house.start(['web', 'worker a']);
    await bench.send(house.smtpPort, 0, count + behind);
    const fillers = Math.max(0, waiting - behind);
    const bytes = fillers === 0 ? null : await fillQueue(house, fillers);
    say(`${waiting} wait behind ${count}`);
    await house.startLate(['worker a']);
    // What a process pays for loading is no cost of an item.
    await bench.replies(count / 10);
    const from = house.sink.accepted.length;
    const [before, started] = [bench.processor(), performance.now()];
    await bench.replies(count, 3_600_000);
    const [after, ms] = [bench.processor(), performance.now() - started];
    const done = house.sink.accepted.length - from;
    const processorMs = (after.product + after.servers - before.product - before.servers) / done;
    return { waiting, processorMs, ms: ms / done, bytes };
  } finally {
    await bench.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2).map(Number);
  for (const waiting of asked.length > 0 ? asked : [1_000, 100_000, 1_000_000])
    console.log(JSON.stringify(await measureBacklog({ waiting })));
  process.exit(0);
}
