import { drawAccount } from './account/draw-account.mjs';
import { settle } from './account/settle.mjs';
import { lookUnderWay } from './account/under-way.mjs';
import { buildHouse } from './house/build-house.mjs';
import { Mailroom } from './load/mailroom.mjs';
import { planLoad } from './load/plan-load.mjs';
import { startSenders } from './load/senders.mjs';
import { waitWhileItMoves } from './patience.mjs';
import { Telling } from './telling.mjs';

const WATCH_MS = 2_000;
/** A row that nobody touches is put back after a minute, a message without an answer given up after one: twice that is stuck. */
const STUCK_MS = 150_000;

/**
 * Plays one scene: builds the house, lets the load in while the script strikes, waits until all has settled, and draws
 * the account.
 * @param script a load and its course, see presets
 */
export async function playScene({ script, folder, redisProgram, seed, minutes }) {
  const begun = Date.now();
  const limits = { stuckMs: STUCK_MS, until: begun + minutes * 60_000 };
  const load = planLoad({ ...script.load, seed });
  for (const n of script.mayEndAnywhere ?? []) load.items[n].expected = { state: null, reply: null };
  const mailroom = new Mailroom(load);
  const telling = new Telling(load.items.length);
  telling.say('building the house');
  const house = await buildHouse({ folder, redisProgram, items: load.items, workers: script.workers });
  // Whoever stops us must not leave servers and a mount behind.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => house.close().finally(() => process.exit(130)));
  try {
    const late = script.late ?? [];
    await house.start(late);
    const watch = setInterval(() => Object.values(house.processes).map((one) => one.resident()), WATCH_MS);
    const opened = Date.now();
    const receivedOn = new Date(opened).toISOString().slice(0, 10);
    const scene = {
      house,
      mailroom,
      seed,
      look: async () => ({
        ...(await lookUnderWay(house.postgres.url)),
        senders: mailroom.inFlight(),
        sending: house.sink.open,
      }),
      tell: (what) => telling.say(what, mailroom.received),
      startLate: () => house.startLate(late),
    };
    let course = { struck: [], breaches: [] };
    let strikes = 0;
    const countingTell = (what) => {
      strikes += 1;
      scene.tell(what);
    };
    const sent = startSenders({ ...house, mailroom, seed, receivedOn, lanes: script.lanes });
    const played = script.course({ ...scene, tell: countingTell }).then((ended) => {
      course = ended;
    });
    const stuckLoad = await waitWhileItMoves(Promise.all([played, sent]), () => [mailroom.received, strikes], limits);
    const loaded = Date.now();
    await house.heal();
    const stuck = await settle(house.postgres.url, limits, (look) =>
      telling.say(`${look?.underWay} under way`, mailroom.received),
    );
    const settled = Date.now();
    clearInterval(watch);
    const resident = Object.values(house.processes).map((one) => [one.name, one.resident(), one.mostResident]);
    const unended = await house.stop();
    telling.end();
    return await drawAccount({
      house,
      load,
      mailroom,
      struck: course.struck,
      found: [stuckLoad, stuck, ...course.breaches].filter((found) => found !== null),
      unended,
      resident,
      seed,
      receivedOn,
      seconds: {
        load: (loaded - opened) / 1_000,
        settling: (settled - loaded) / 1_000,
        all: (settled - begun) / 1_000,
      },
    });
  } finally {
    await house.close();
  }
}
