import { setTimeout as wait } from 'node:timers/promises';

const EVERY_MS = 500;

/**
 * Waits for `work` for as long as its mark moves.
 * @param mark what changes while there is progress @param limits milliseconds without any, and until when at most
 * @returns null once the work ended, else what stood still
 */
export async function waitWhileItMoves(work, mark, { stuckMs, until }) {
  let done = false;
  const ended = work.then(() => {
    done = true;
  });
  let [last, moved] = ['', performance.now()];
  while (!done) {
    await Promise.race([ended, wait(EVERY_MS)]);
    const [here, now] = [JSON.stringify(mark()), performance.now()];
    if (here !== last) [last, moved] = [here, now];
    if (!done && now - moved > stuckMs) return `nothing moved for ${stuckMs / 1_000} s: ${here}`;
    if (!done && Date.now() > until) return `not done in time: ${here}`;
  }
  await ended;
  return null;
}
