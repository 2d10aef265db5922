import { setTimeout as wait } from 'node:timers/promises';
import { lookUnderWay } from './under-way.mjs';

const EVERY_MS = 500;
/** A row that nobody touches is put back after a minute, a message without an answer given up after one: twice that is stuck. */
const STUCK_MS = 150_000;
const OVERALL_MS = 15 * 60_000;

/**
 * Waits until nothing is under way any more.
 * @returns null then, else what stood still and for how long
 */
export async function settle(url, tell) {
  const start = performance.now();
  let [mark, moved] = ['', start];
  for (;;) {
    const now = performance.now();
    const look = await lookUnderWay(url);
    if (look !== null && look.underWay === 0 && look.outbox === 0 && look.transmitting === 0) return null;
    const here = JSON.stringify(look);
    if (here !== mark) [mark, moved] = [here, now];
    tell(look);
    if (now - moved > STUCK_MS) return `nothing moved for ${STUCK_MS / 1_000} s: ${here}`;
    if (now - start > OVERALL_MS) return `not settled after ${OVERALL_MS / 60_000} minutes: ${here}`;
    await wait(EVERY_MS);
  }
}
