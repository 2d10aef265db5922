// node test/bench/pipeline/measure-resident.mjs [items first] [items in all]: what intake, worker and its reading processes have in
// memory after so many items. Real: the processes, PostgreSQL, Redis, SMTP, the disk.
import { fileURLToPath } from 'node:url';
import { processTree, residentMegabytes } from '../measures.mjs';
import { openBench } from './open-bench.mjs';

const PIECE = 500;

/** @returns megabytes of each process after `first` and after `all` items */
export async function measureResident({ first = 1_000, all = 50_000, say = () => undefined } = {}) {
  const bench = await openBench({ people: all, workers: 1 });
  const { house } = bench;
  const resident = () => {
    const worker = house.processes['worker a'].pid;
    const reading = processTree(worker).filter((pid) => pid !== worker);
    return {
      intake: residentMegabytes(house.processes.intake.pid),
      worker: residentMegabytes(worker),
      reading: Math.max(0, ...reading.map(residentMegabytes)),
    };
  };
  try {
    await house.start(['web']);
    const seen = [];
    for (let done = 0; done < all; done += PIECE) {
      await bench.send(house.smtpPort, done, Math.min(PIECE, all - done));
      await bench.replies(Math.min(done + PIECE, all));
      const after = Math.min(done + PIECE, all);
      if (after === first || after === all || after % 5_000 === 0) seen.push({ after, ...resident() });
      if (seen.at(-1)?.after === after) say(JSON.stringify(seen.at(-1)));
    }
    return { first: seen.find(({ after }) => after === first), last: seen.at(-1) };
  } finally {
    await bench.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first, all] = process.argv.slice(2).map(Number);
  await measureResident({ first, all, say: console.log });
  process.exit(0);
}
