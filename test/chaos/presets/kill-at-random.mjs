import { drawFaults, runFaults } from '../faults/run-faults.mjs';

const KINDS = ['kill worker a', 'kill worker b', 'kill web', 'kill intake'];

/** 300 messages over SMTP while our processes are killed ten times, on either engine of the queues. */
export const killAtRandom = {
  queues: ['redis', 'postgres'],
  load: { items: 300, ways: { smtp: 1 } },
  async course(scene) {
    const names = drawFaults(scene.house, { count: 10, seed: scene.seed, kinds: KINDS });
    return { struck: await runFaults({ ...scene, names }), breaches: [] };
  },
};
