import { seeded } from '../../bench/directory/make-directory.mjs';
import { FAULTS } from './faults.mjs';

/** The load may run ahead by so many faults' shares of it: each fault finds work under way, and the last does too. */
const AHEAD = 5;
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
 * @param strikingMs on a slow machine no fault begins after so long, once every kind has struck
 * @returns what struck, as `strike` tells it
 */
export async function runFaults({ house, mailroom, names, seed, look, tell, strikingMs = Number.POSITIVE_INFINITY }) {
  const total = mailroom.items.length;
  const records = [];
  const end = performance.now() + strikingMs;
  const kinds = new Set(names).size;
  const dueAt = (index) => Math.floor((total * index) / (names.length + 1));
  const release = () => mailroom.release(dueAt(records.length + AHEAD));
  release();
  const numbered = names.map((name, index) => ({ name, index }));
  await Promise.all(
    LANES.map(async (lane) => {
      for (const { name, index } of numbered.filter((one) => FAULTS[one.name].lane === lane)) {
        await mailroom.hasReceived(dueAt(index));
        if (index >= kinds && performance.now() > end) {
          // The other lane is not to wait for the faults that this one leaves out.
          mailroom.release(total);
          break;
        }
        records.push(await strike({ name, fault: FAULTS[name], house, seed: seed * 1_009 + index, look, tell }));
        release();
      }
    }),
  );
  mailroom.release(total);
  return records;
}

/** Strikes once. @returns when, for how long, with what in flight just before (by `look`), and what the fault has to say */
export async function strike({ name, fault, house, seed, look, tell }) {
  tell(name);
  const record = { name, at: new Date().toISOString(), inFlight: await look() };
  const begun = performance.now();
  const said = await fault.strike(house, seeded(seed));
  return { ...record, ms: Math.round(performance.now() - begun), ...said };
}

function shuffled(list, random) {
  const out = [...list];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [out[at], out[other]] = [out[other], out[at]];
  }
  return out;
}
