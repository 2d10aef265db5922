import { setTimeout as wait } from 'node:timers/promises';
import { waitWhileItMoves } from '../patience.mjs';
import { lookUnderWay } from './under-way.mjs';

const EVERY_MS = 500;

/**
 * Waits until nothing is under way any more, for as long as something moves.
 * @returns null then, else what stood still
 */
export async function settle(url, limits, tell) {
  let look = null;
  let looking = true;
  const settled = async () => {
    while (looking) {
      look = await lookUnderWay(url);
      if (look !== null && look.underWay + look.outbox + look.transmitting === 0) return;
      tell(look);
      await wait(EVERY_MS);
    }
  };
  const found = await waitWhileItMoves(settled(), () => look, limits);
  looking = false;
  return found;
}
