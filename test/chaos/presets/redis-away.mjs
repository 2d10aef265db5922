import { setTimeout as wait } from 'node:timers/promises';
import { strike } from '../faults/run-faults.mjs';

const [ITEMS, BEFORE] = [300, 60];
const AWAY_MS = 60_000;

/** Redis is gone for a minute while mail comes in: intake goes on, and what it acknowledged meanwhile finishes. */
export const redisAway = {
  queues: ['redis'],
  load: { items: ITEMS },
  async course({ house, mailroom, seed, look, tell }) {
    mailroom.release(BEFORE);
    await mailroom.hasReceived(BEFORE / 2);
    const fault = {
      async strike({ redis }) {
        await redis.stop('SIGKILL');
        const before = mailroom.received;
        mailroom.release(ITEMS);
        await wait(AWAY_MS);
        const meanwhile = mailroom.received - before;
        await redis.start();
        return { meanwhile };
      },
    };
    const away = await strike({ name: 'Redis away for 60 s', fault, house, seed, look, tell });
    const breaches = away.meanwhile > 0 ? [] : ['intake took nothing while Redis was away'];
    return { struck: [away], breaches };
  },
};
