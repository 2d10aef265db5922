import { settle } from '../account/settle.mjs';
import { askDatabase } from '../account/under-way.mjs';
import { buildHouse } from '../house/build-house.mjs';
import { freePorts } from '../house/free-ports.mjs';
import { ProductProcess } from '../house/product-process.mjs';
import { messageOf } from '../load/items.mjs';
import { SmtpClient } from '../load/smtp-client.mjs';
import { Telling } from '../telling.mjs';
import { Agent } from './agents.mjs';
import { drawRaceAccount } from './race-account.mjs';
import { RACES } from './races.mjs';

const KIND = 'to an agent';
/** Races at once: each takes a web process and a worker some milliseconds. */
const LANES = 4;
const STUCK_MS = 120_000;

/**
 * Has two agents answer one item at once, over and over, through two web processes up to the message that the outgoing server took.
 * @returns the account, with every breach: an item with no reply, or with two
 */
export async function runRace({ folder, redisProgram, items: count, minutes }) {
  const begun = Date.now();
  const limits = { stuckMs: STUCK_MS, until: begun + minutes * 60_000 };
  const telling = new Telling(count);
  telling.say('building the house');
  // Every second person of the load: the message is a woman's, and a man's NIR beside it would have to be looked at first.
  const items = Array.from({ length: count }, (_, place) => ({ n: 2 * place, kind: KIND }));
  // Nothing but agents answers here: what they decide at the first process is done at once.
  const settings = { UNDO_SECONDS: '0', ANSWER_WINDOW: '0' };
  const house = await buildHouse({ folder, redisProgram, items, ownVolume: false, settings });
  const [port] = await freePorts(1);
  const second = new ProductProcess(
    'web b',
    { ...house.processes.web.environment, PORT: String(port), UNDO_SECONDS: '1' },
    folder,
  );
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => Promise.all([second.stop(), house.close()]).finally(() => process.exit(130)));
  try {
    await Promise.all([house.start(), second.start()]);
    const rows = await bringIn(house, items, (done) => telling.say('taken in', done));
    const stuckLoad = await waitForAgents(house, limits, telling);
    const agents = await enter(house, { a: house.httpUrl, b: `http://127.0.0.1:${port}` });
    const races = await race(rows, agents, (done) => telling.say('raced', done));
    const raced = Date.now();
    const stuck = await settleAll(house, limits, telling);
    const unended = [...(await house.stop()), ...((await second.stop()) ? [] : [second.name])];
    telling.end();
    const found = [stuckLoad, stuck, ...unended.map((name) => `${name} did not end when asked`)];
    return await drawRaceAccount({
      house,
      races,
      found: [...found, ...second.deaths].filter((one) => one !== null),
      seconds: { races: (raced - begun) / 1_000, all: (Date.now() - begun) / 1_000 },
    });
  } finally {
    await second.stop();
    await house.close();
  }
}

/** @returns the items with their ids */
async function bringIn({ smtpPort, postgres }, items, tell) {
  const client = new SmtpClient(smtpPort);
  const sequences = [];
  for (const { kind, n } of items) {
    const reference = await client.send(messageOf(kind, n, Math.random));
    sequences.push(Number(reference.split('-')[2]));
    tell(sequences.length);
  }
  const rows = await askDatabase(postgres.url, (ask) => ask('select id, sequence::int from correspondences'));
  const idOf = new Map(rows.map(({ id, sequence }) => [sequence, id]));
  return items.map((item, place) => ({ ...item, id: idOf.get(sequences[place]) }));
}

const waitForAgents = ({ postgres }, limits, telling) =>
  settle(postgres.url, limits, (look) => telling.say(`${look?.underWay} to be read`));

/** What can still be taken back is under way as well. */
async function settleAll({ postgres }, limits, telling) {
  for (;;) {
    const stuck = await settle(postgres.url, limits, (look) => telling.say(`${look?.underWay} being answered`));
    const [{ left }] = await askDatabase(postgres.url, (ask) =>
      ask('select count(*)::int as left from desk_pending where due_at is not null'),
    );
    if (stuck !== null || left === 0) return stuck;
  }
}

async function enter({ courrier }, urls) {
  const people = {};
  for (const name of ['ada', 'bo', 'cy']) {
    const { stdout } = await courrier('api-key', 'create', '--scope', 'operate', '--name', name, '--json');
    const agent = await Agent.enter(urls.a, JSON.parse(stdout).key);
    people[name] = { a: agent, b: agent.at(urls.b) };
  }
  return people;
}

async function race(rows, agents, tell) {
  const names = Object.keys(RACES);
  const races = rows.map((row, place) => ({ ...row, race: names[place % names.length] }));
  const waiting = [...races];
  let done = 0;
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
        one.taken = await RACES[one.race].run(one.id, agents).catch((error) => error.message);
        tell(++done);
      }
    }),
  );
  return races;
}
