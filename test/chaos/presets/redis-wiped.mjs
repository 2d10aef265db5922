import { FAULTS } from '../faults/faults.mjs';
import { strike } from '../faults/run-faults.mjs';
import { until } from '../until.mjs';

const ITEMS = 200;

/** 200 messages received and in Redis before a worker runs; as soon as the workers have begun, Redis forgets everything. */
export const redisWiped = {
  queues: ['redis'],
  load: { items: ITEMS, ways: { smtp: 1 } },
  late: ['worker a', 'worker b'],
  async course({ house, mailroom, seed, look, tell, startLate }) {
    mailroom.release(ITEMS);
    await mailroom.hasReceived(ITEMS);
    await until(async () => (await look()).outbox === 0);
    await startLate();
    await until(async () => Number((await look()).journal) > ITEMS * 1.05);
    const wiped = await strike({ name: 'wipe Redis', fault: FAULTS['wipe Redis'], house, seed, look, tell });
    const few = wiped.inFlight.underWay < ITEMS * 0.7;
    return {
      struck: [wiped],
      breaches: few ? [`only ${wiped.inFlight.underWay} items were under way at the wipe`] : [],
    };
  },
};
