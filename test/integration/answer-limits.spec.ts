import { AnswerGate } from '../../src/persistence/answers/answer-gate';
import { openDatabase } from '../../src/persistence/database';
import { SmallHouse } from '../fakes/small-house';
import { until } from '../fakes/until';

const pace = { everyMs: 50, staleMs: 400 };

/**
 * Limits on automatic answers. Real: PostgreSQL and its queue, the stages, SMTP out, several connections at once. Fake: what reads
 * (everything comes from one invented sender), decides and composes.
 */
describe('one answer for each sender and kind in a window', () => {
  let house: SmallHouse;
  const receive = () => house.receive(Buffer.from(`Subject: demande ${Math.random()}\r\n\r\nBonjour`));
  const settled = (count: number) =>
    until(async () => {
      const states = await house.states();
      return (states['waiting-sender'] ?? 0) + (states['needs-agent'] ?? 0) === count ? states : null;
    }, 30_000);

  beforeAll(async () => {
    house = await SmallHouse.start({ QUEUE_BACKEND: 'postgres', ANSWER_WINDOW: '24', ANSWERS_PER_HOUR: '0' }, { pace });
  }, 60_000);
  afterAll(() => house.stop());

  it('answers the first of many that come together, and gives each other one to an agent, who may answer again', async () => {
    const ids = (await Promise.all(Array.from({ length: 6 }, receive))).map(({ id }) => id);
    expect(await settled(6)).toEqual({ 'waiting-sender': 1, 'needs-agent': 5 });
    const records = await house.running.house.correspondences.showAll(ids);
    const answered = records.find(({ state }) => state === 'waiting-sender');
    const held = records.find(({ state }) => state === 'needs-agent');
    expect(held?.reason).toMatch(/^Déjà répondu à cet expéditeur pour la même demande le .* rien n’est parti/);
    expect(held?.reason).toContain(answered?.reference);
    expect(house.sink.mails).toHaveLength(1);

    const key = await house.running.house.apiKeys.create('operate', 'Agent d’essai');
    await fetch(`http://127.0.0.1:${house.running.httpPort}/api/correspondences/${held?.id}/decision`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ revision: 1, letter: 'nir-manquant' }),
    });
    await until(async () => (house.sink.mails.length === 2 ? true : null), 30_000);
  }, 60_000);

  it('lets one of twenty pass that claim at once over two processes, and the next where nothing left of the first', async () => {
    const { database, clock } = house.running.house;
    const other = await openDatabase(database.url, () => undefined);
    const ids = (await Promise.all(Array.from({ length: 20 }, receive))).map(({ id }) => id);
    const limits = { windowMs: 3_600_000, perHour: 0, coolDownMs: 1_000 };
    const claim = { sender: Buffer.alloc(32, 5), request: 'essai', mailbox: null };
    const gates = [database.db, other.db].map((db) => ({ db, gate: new AnswerGate(db, limits, clock) }));
    const take = (id: string, n: number) => {
      const { db, gate } = gates[n % 2] as (typeof gates)[number];
      return db.transaction((tx) => gate.claim(tx, id, claim, clock.now()));
    };
    try {
      const holds = await Promise.all(ids.map(take));
      const first = holds.indexOf(null);
      expect(holds.filter((hold) => hold === null)).toHaveLength(1);
      expect(await take(ids[first] ?? '', 0)).toBeNull();
      const { gate, db } = gates[0] as (typeof gates)[number];
      await db.transaction((tx) => gate.giveBack(tx, ids[first] ?? ''));
      expect(await take(ids[(first + 1) % 20] ?? '', 1)).toBeNull();
    } finally {
      await other.close();
    }
  }, 60_000);

  it('counts a window from the last answer, and a clock that was set back for none', async () => {
    const { database } = house.running.house;
    const [one, two] = [(await receive()).id, (await receive()).id];
    let now = new Date('2026-11-23T08:00:00Z');
    const gate = new AnswerGate(
      database.db,
      { windowMs: 3_600_000, perHour: 0, coolDownMs: 1_000 },
      { now: () => now },
    );
    const claim = { sender: Buffer.alloc(32, 6), request: 'essai', mailbox: null };
    const take = (id: string) => database.db.transaction((tx) => gate.claim(tx, id, claim, now));
    expect(await take(one)).toBeNull();
    now = new Date('2026-11-23T08:59:00Z');
    expect(await take(two)).toMatchObject({ why: 'answered-already', on: '2026-11-23' });
    now = new Date('2026-11-23T09:01:00Z');
    expect(await take(two)).toBeNull();
    now = new Date('2026-11-20T09:01:00Z');
    expect(await take(one)).toBeNull();
  }, 60_000);
});

describe('a mailbox that answers too much', () => {
  it('holds its answers until an operator has looked, says so, and loses none', async () => {
    const house = await SmallHouse.start(
      { QUEUE_BACKEND: 'postgres', ANSWERS_PER_HOUR: '3', ANSWERS_COOL_DOWN: '60' },
      { pace },
    );
    try {
      const { httpPort, house: foundations } = house.running;
      const parts = async () => {
        const response = await fetch(`http://127.0.0.1:${httpPort}/health/ready`);
        return ((await response.json()) as { parts: Record<string, { status: string; line: string }> }).parts;
      };
      for (let count = 0; count < 5; count++) await house.send();
      await until(async () => {
        const states = await house.states();
        return states['waiting-sender'] === 3 && states.composing === 2 ? true : null;
      }, 30_000);
      // Asked again and again by the sweeper, and held each time.
      await until(async () => ((await parts()).answers?.status === 'degraded' ? true : null), 30_000);
      expect((await parts()).answers?.line).toContain('celles d’une boîte sont retenues');
      expect(await foundations.answerGate.openBreakers()).toMatchObject([
        { mailbox: 'courrier@caf.invalid', answers: 4 },
      ]);
      const key = await foundations.apiKeys.create('operate', 'Agent d’essai');
      const metrics = await fetch(`http://127.0.0.1:${httpPort}/metrics`, {
        headers: { authorization: `Bearer ${key}` },
      });
      expect(await metrics.text()).toMatch(/^courrier_answer_breakers_open 1$/m);

      expect(await foundations.answerGate.close()).toBe(1);
      await until(async () => ((await house.states())['waiting-sender'] === 5 ? true : null), 30_000);
      expect(house.sink.mails).toHaveLength(5);
      expect(house.doubles()).toEqual([]);
    } finally {
      await house.stop();
    }
  }, 60_000);
});
