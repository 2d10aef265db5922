import { setTimeout as wait } from 'node:timers/promises';
import { strike } from '../faults/run-faults.mjs';

const CONNECTIONS = 20;
const AWAY_MS = 8_000;
/** What goes away, once which share of the messages was acknowledged. */
const COURSE = [
  ['postgres', 'PostgreSQL', 0.2],
  ['redis', 'Redis', 0.5],
];

/**
 * So many messages over SMTP from twenty connections that send without a pause, while PostgreSQL and then Redis are stopped
 * and started again. What was told «250» is in the database, nothing twice; while Redis is away mail comes in all the same.
 */
export const flood = (items) => ({
  queues: ['redis'],
  load: { items, ways: { smtp: 1 } },
  lanes: { smtp: CONNECTIONS },
  async course({ house, mailroom, seed, look, tell }) {
    mailroom.release(items);
    const struck = [];
    for (const [server, name, share] of COURSE) {
      await mailroom.hasReceived(Math.floor(items * share));
      const fault = {
        async strike() {
          await house[server].stop(server === 'postgres' ? 'fast' : 'SIGTERM');
          const before = mailroom.received;
          await wait(AWAY_MS);
          const meanwhile = mailroom.received - before;
          await house[server].start();
          return { meanwhile };
        },
      };
      struck.push(await strike({ name: `${name} away for ${AWAY_MS / 1_000} s`, fault, house, seed, look, tell }));
    }
    const [withoutPostgres, withoutRedis] = struck.map(({ meanwhile }) => meanwhile);
    const breaches = [
      // Answers that were on their way when it stopped may still be counted, one for each connection.
      ...(withoutPostgres > CONNECTIONS ? [`${withoutPostgres} were told 250 while PostgreSQL was away`] : []),
      ...(withoutRedis === 0 ? ['intake took nothing while Redis was away'] : []),
    ];
    return { struck, breaches };
  },
});
