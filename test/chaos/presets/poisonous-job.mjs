import { setTimeout as wait } from 'node:timers/promises';
import { strike } from '../faults/run-faults.mjs';

const KILLS = 5;
const DOWN_MS = 300;
const POLL_MS = 5;

/** The only worker is killed each time it has taken up the first item, five times in a row; the others come after. */
export const poisonousJob = {
  queues: ['redis'],
  load: { items: 20, ways: { smtp: 1 } },
  workers: 1,
  /** An item whose worker always dies may be given up to an agent; it must end in a class. */
  mayEndAnywhere: [0],
  async course({ house, mailroom, seed, look, tell }) {
    mailroom.release(1);
    const tokens = new Set();
    const fault = {
      async strike({ redis, processes }) {
        const { id, token } = await nextTaken(redis, tokens);
        tokens.add(token);
        await processes['worker a'].kill(DOWN_MS);
        return { job: id.replace(/^[0-9a-f-]{36}-/, '') };
      },
    };
    const struck = [];
    for (let kill = 1; kill <= KILLS; kill += 1)
      struck.push(await strike({ name: 'kill the worker of the same job', fault, house, seed, look, tell }));
    mailroom.release(mailroom.items.length);
    const jobs = new Set(struck.map(({ job }) => job));
    return { struck, breaches: jobs.size === 1 ? [] : [`killed in ${[...jobs].join(', ')}, not in one job`] };
  },
};

/** The reading job that the worker has in hand, as soon as it has taken one up under a lock that was not seen before. */
async function nextTaken(redis, seen) {
  for (;;) {
    const taken = (await redis.lockedJobs('reading')).find(({ token }) => !seen.has(token));
    if (taken !== undefined) return taken;
    await wait(POLL_MS);
  }
}
