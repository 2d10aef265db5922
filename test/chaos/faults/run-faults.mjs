import { seeded } from '../../bench/directory/make-directory.mjs';
import { FAULTS } from './faults.mjs';

/** So many units of load may go out ahead of the fault that is due: each fault finds work under way. */
const AHEAD = 2;
const LANES = ['house', 'sink'];

/**
 * Draws the faults: every kind that this house can have once, then again, in an order fixed by the seed.
 * @param kinds names of FAULTS; all by default
 */
export function drawFaults(house, { count, seed, kinds = Object.keys(FAULTS) }) {
  const random = seeded(seed ^ 0x5eed);
  const possible = kinds.filter((name) => FAULTS[name].needs(house));
  const drawn = [];
  while (drawn.length < count) drawn.push(...shuffled(possible, random));
  return drawn.slice(0, count);
}

/**
 * Strikes the house with each fault in turn, in step with the load: a fault is due when its share of the items was
 * acknowledged, and the load waits for the faults that are behind.
 * @param look asks what is in flight, just before each fault
 * @returns what struck when, with what was in flight and what was met
 */
export async function runFaults({ house, mailroom, names, seed, look, tell }) {
  const total = mailroom.items.length;
  const records = [];
  let done = 0;
  const dueAt = (index) => Math.floor((total * index) / (names.length + 1));
  const release = () => mailroom.release(done === names.length ? total : dueAt(done + AHEAD + 1));
  release();
  const numbered = names.map((name, index) => ({ name, index }));
  await Promise.all(
    LANES.map(async (lane) => {
      for (const { name, index } of numbered.filter((one) => FAULTS[one.name].lane === lane)) {
        await mailroom.hasReceived(dueAt(index));
        const random = seeded(seed * 1_009 + index);
        const record = { name, at: Date.now(), inFlight: await look() };
        const said = await FAULTS[name].strike(house, random);
        records.push({ ...record, ms: Date.now() - record.at, ...said });
        done += 1;
        tell(name);
        release();
      }
    }),
  );
  return records;
}

function shuffled(list, random) {
  const out = [...list];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [out[at], out[other]] = [out[other], out[at]];
  }
  return out;
}
