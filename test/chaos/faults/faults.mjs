import { setTimeout as wait } from 'node:timers/promises';
import { MOODS } from '../house/sink.mjs';

const between = (random, least, most) => Math.round(least + random() * (most - least));

const kill = (name) => ({
  lane: 'house',
  needs: (house) => name in house.processes,
  strike: (house, random) => house.processes[name].kill(between(random, 200, 2_000)),
});

const away = (server, stop, [least, most]) => ({
  lane: 'house',
  needs: (house) => house[server] !== null,
  async strike(house, random) {
    await stop(house);
    await wait(between(random, least, most));
    await house[server].start();
  },
});

/** How long a fault of the outgoing server waits for messages to meet it. */
const MOOD_MS = 20_000;
const POLL_MS = 50;

/** The next few messages meet it; a fault that none met in time says so. */
const mood = (name, [least, most]) => ({
  lane: 'sink',
  needs: () => true,
  async strike({ sink }, random) {
    const count = between(random, least, most);
    sink.behave(name, count);
    for (const end = performance.now() + MOOD_MS; sink.hits < count && performance.now() < end; ) await wait(POLL_MS);
    return { met: sink.behaveWell() };
  },
});

/** Hanging costs a minute of one of the product's hands for each message; the others are quick. */
const MESSAGES = { 'hang after DATA': [1, 2], 'accept slowly': [4, 10] };

/**
 * Every fault by its name. `strike` brings it about and mends it again; it returns once that is done, with what it may have to
 * say. Faults of the house come one after another; the outgoing server's run beside them.
 */
export const FAULTS = {
  'kill web': kill('web'),
  'kill intake': kill('intake'),
  'kill worker a': kill('worker a'),
  'kill worker b': kill('worker b'),
  'stop Redis': away('redis', ({ redis }) => redis.stop('SIGTERM'), [500, 5_000]),
  'kill Redis': away('redis', ({ redis }) => redis.stop('SIGKILL'), [500, 5_000]),
  'wipe Redis': {
    lane: 'house',
    needs: ({ redis }) => redis !== null,
    strike: async ({ redis }) => void (await redis.wipe()),
  },
  'stop PostgreSQL': away('postgres', ({ postgres }) => postgres.stop('fast'), [200, 4_000]),
  'crash PostgreSQL': away('postgres', ({ postgres }) => postgres.stop('immediate'), [200, 4_000]),
  'fill the document store': {
    lane: 'house',
    needs: ({ store }) => store.canBeFilled,
    async strike({ store }, random) {
      await store.fill();
      await wait(between(random, 1_000, 5_000));
      store.empty();
    },
  },
  'stop the outgoing server': {
    ...away('sink', ({ sink }) => sink.stop(), [500, 4_000]),
    lane: 'sink',
  },
  ...Object.fromEntries(MOODS.map((name) => [name, mood(name, MESSAGES[name] ?? [2, 6])])),
};
