import type { QueueName } from '../../../src/pipeline/job-catalogue';
import { Sweeper } from '../../../src/pipeline/sweeper';

/** Fake: all that it works with. */
describe('Sweeper', () => {
  const NOW = Date.parse('2026-11-23T08:00:00Z');
  const MINUTE = 60_000;

  async function sweep(oldestWaiting: () => Promise<ReadonlyMap<QueueName, number>>, isNew = false) {
    const asked: { state: string; before: Date }[] = [];
    const sweeper = new Sweeper({
      correspondences: {
        requeueStale: async (stale) => {
          asked.push(...stale);
          return 0;
        },
      },
      enqueuer: { kick: () => undefined },
      clock: { now: () => new Date(NOW) },
      logger: { debug: () => undefined, info: () => undefined, warn: () => undefined } as never,
      pace: { everyMs: 1_000, staleMs: MINUTE },
      epoch: { isNew: async () => isNew },
      heads: { oldestWaiting },
    });
    await sweeper.sweep();
    return asked.map(({ state, before }) => [state, NOW - before.getTime()]);
  }

  it('puts back what nothing has touched for a minute, where nothing waits in its queue', async () => {
    expect(await sweep(async () => new Map())).toContainEqual(['received', MINUTE]);
  });

  it('leaves alone what waits its turn behind others, and puts back what should have had it before them', async () => {
    const asked = await sweep(async () => new Map([['reading', NOW - 10 * MINUTE]]));
    expect(asked).toContainEqual(['received', 11 * MINUTE]);
    expect(asked).toContainEqual(['dispatching', MINUTE]);
    expect(asked).not.toContainEqual(['received', MINUTE]);
  });

  it('goes by the minute alone while the queues cannot be asked', async () => {
    const away = () => Promise.reject(new Error('absente'));
    expect(await sweep(away)).toContainEqual(['received', MINUTE]);
  });

  it('puts everything back after the queues were lost, whatever waits in them by now', async () => {
    expect(await sweep(async () => new Map([['reading', NOW]]), true)).toContainEqual(['received', 0]);
  });
});
