import { setTimeout as wait } from 'node:timers/promises';
import { waitWhileItMoves } from '../patience.mjs';
import { lookUnderWay } from './under-way.mjs';

const EVERY_MS = 500;

/**
 * Waits until nothing is under way any more, for as long as something moves.
 * @returns null then, else what stood still
 */
export function settle(url, limits, tell) {
  let look = null;
  const settled = async () => {
    for (;;) {
      look = await lookUnderWay(url);
      if (look !== null && look.underWay + look.outbox + look.transmitting === 0) return;
      tell(look);
      await wait(EVERY_MS);
    }
  };
  return waitWhileItMoves(settled(), () => look, limits);
}
