import { addDays, type CalendarDay } from '../../src/domain/calendar/calendar-days';
import { addWorkingDays } from '../../src/domain/calendar/working-days';
import type { Decision, Destination } from '../../src/domain/correspondence';
import { makeDailyTasks } from '../../src/house/make-daily-tasks';
import { Housekeeping } from '../../src/operations/housekeeping';
import { DailyTaskRepository } from '../../src/persistence/daily-task.repository';
import type { TriageSteps } from '../../src/pipeline/triage-stage';
import { parisDate } from '../../src/platform/clock';
import { createLogger } from '../../src/platform/logger';
import { ASKING_STEPS, SmallHouse } from '../fakes/small-house';
import { until } from '../fakes/until';

const SENDER: Destination = { kind: 'email', address: 'personne@exemple.invalid', personalData: false };
const AT_AGENT: Omit<Decision, 'acknowledgement'> = {
  action: 'to-agent',
  state: 'needs-agent',
  channel: null,
  documents: [],
  letter: null,
  preparedLetter: null,
  destination: null,
  rule: 'essai',
  trace: ['Essai.'],
  reason: 'À voir.',
  settle: 'answer',
};
/** The subject says what becomes of a message: with an agent, with one and in danger, or asked for the number. */
const STEPS: TriageSteps = {
  ...ASKING_STEPS,
  classify: ({ subject }) => ({
    requests: [{ kind: 'autre', confidence: 1, because: [] }],
    danger: subject.includes('danger') ? ['menace'] : [],
  }),
  decide: (input) => {
    const { subject } = input.item;
    if (subject.includes('numero')) return ASKING_STEPS.decide(input);
    return { ...AT_AGENT, acknowledgement: subject.includes('danger') ? null : SENDER };
  },
};

/**
 * Deadlines from the decision to their alarms. Real: PostgreSQL and its queue, the stages, housekeeping, SMTP. Fake: what reads,
 * decides and composes, and the day, which the tests set.
 */
describe('deadlines', () => {
  let house: SmallHouse;
  let today: CalendarDay;
  let received: CalendarDay;

  beforeAll(async () => {
    house = await SmallHouse.start({ QUEUE_BACKEND: 'postgres' }, { steps: STEPS });
    received = parisDate(new Date());
    today = received;
  }, 60_000);
  afterAll(() => house.stop());

  class SetDay extends DailyTaskRepository {
    override today = async () => today;
  }
  /** One more process at its daily tasks. */
  const keepHouse = (day: CalendarDay) => {
    today = day;
    const { database, journal, clock } = house.running.house;
    const tasks = makeDailyTasks(house.running.house, { forget: async () => true }).filter(({ name }) =>
      /^(deadlines|acknowledgements)$/.test(name),
    );
    return new Housekeeping(
      tasks,
      new SetDay(database.pool, database.db, journal, clock),
      createLogger('silent'),
    ).look();
  };
  const receive = async (subject: string, state: string) => {
    const raw = Buffer.from(`Subject: ${subject} ${Math.random()}\r\n\r\nBonjour`);
    const { id } = await house.receive(raw);
    await until(async () => ((await show(id)).state === state ? true : null), 30_000);
    return id;
  };
  const show = async (id: string) => {
    const record = await house.running.house.correspondences.load(id);
    if (record === null) throw new Error('courrier perdu');
    return record;
  };
  const dates = async (id: string) => {
    const found = (await house.running.house.deadlines.of([id])).get(id);
    if (found === undefined) throw new Error('sans échéance');
    return found;
  };
  const events = async (id: string) =>
    (await house.running.house.correspondences.journalOf(id)).map(({ event }) => event);
  const alarms = async (id: string) => (await events(id)).filter((event) => event.startsWith('deadline-'));

  it('are set by the decision, shown, and acknowledge by themselves what no agent has answered, once', async () => {
    const [waiting, danger] = [await receive('question', 'needs-agent'), await receive('danger', 'needs-agent')];
    const due = addWorkingDays(received, 1);
    expect(await dates(waiting)).toMatchObject({ acknowledgeOn: due, internalOn: addWorkingDays(received, 10) });
    expect(await dates(danger)).toMatchObject({ internalOn: due, alarm: null });
    const key = await house.running.house.apiKeys.create('operate', 'Agent d’essai');
    const shown = await fetch(`http://127.0.0.1:${house.running.httpPort}/api/correspondences/${waiting}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(await shown.json()).toMatchObject({ deadlines: { acknowledgeOn: due, alarm: null, paused: false } });

    await keepHouse(addDays(due, -1));
    expect(house.sink.mails).toHaveLength(0);
    await Promise.all([keepHouse(due), keepHouse(due)]);
    await until(async () => (house.sink.mails.length === 1 ? true : null), 30_000);
    await until(async () => ((await show(waiting)).state === 'needs-agent' ? true : null), 30_000);
    await keepHouse(addDays(due, 1));
    await keepHouse(due);
    await keepHouse(addDays(due, 4));
    expect(await house.running.house.ledger.list(waiting)).toMatchObject([
      { purpose: 'accuse-reception', state: 'sent' },
    ]);
    expect(await show(waiting)).toMatchObject({ state: 'needs-agent', revision: 1, reason: 'À voir.' });
    expect((await dates(waiting)).acknowledgeOn).toBeNull();
    expect(await house.running.house.ledger.list(danger)).toEqual([]);
    expect(house.sink.mails).toHaveLength(1);
  }, 60_000);

  it('raise each alarm once, over processes, missed days and a clock that is set back', async () => {
    const [step, jump] = [await receive('question', 'needs-agent'), await receive('question', 'needs-agent')];
    const { nearingOn, lateOn } = await dates(step);
    await keepHouse(addDays(nearingOn ?? '', -1));
    expect(await alarms(step)).toEqual([]);
    await house.running.house.database.pool.query(`update correspondences set state = 'set-aside' where id = $1`, [
      jump,
    ]);
    await keepHouse(nearingOn ?? '');
    await keepHouse(addDays(nearingOn ?? '', 1));
    await keepHouse(received);
    expect(await alarms(step)).toEqual(['deadline-nearing']);
    // Taken up again by another way than a stage, and the service was down on the day before.
    await house.running.house.database.pool.query(`update correspondences set state = 'needs-agent' where id = $1`, [
      jump,
    ]);
    await Promise.all([keepHouse(addDays(lateOn ?? '', 40)), keepHouse(addDays(lateOn ?? '', 40))]);
    await keepHouse(lateOn ?? '');
    await keepHouse(addDays(lateOn ?? '', 41));
    expect(await alarms(step)).toEqual(['deadline-nearing', 'deadline-passed']);
    expect(await alarms(jump)).toEqual(['deadline-passed']);
    const fresh = await receive('question', 'needs-agent');
    const order = await house.running.house.deadlines.listLateFirst(['needs-agent'], 10);
    expect(order.indexOf(fresh)).toBe(order.length - 1);
  }, 60_000);

  it('stand still while the sender is waited for, and go on when an agent takes the item up', async () => {
    const id = await receive('numero', 'waiting-sender');
    expect(await dates(id)).toMatchObject({
      legalOn: null,
      pauses: [{ reason: 'identifiant-manquant', from: received, until: null }],
    });
    await keepHouse(addDays(received, 200));
    expect(await alarms(id)).toEqual([]);
    await house.running.house.correspondences.commitStage(await show(id), {
      state: 'needs-agent',
      event: 'essai',
      detail: {},
    });
    expect(await dates(id)).toMatchObject({
      internalOn: addWorkingDays(received, 10),
      pauses: [{ from: received, until: received }],
    });
  }, 60_000);

  it('are given to rows from before there were any, which are not acknowledged so late', async () => {
    const { pool } = house.running.house.database;
    const id = await receive('question', 'needs-agent');
    await pool.query('delete from deadlines where correspondence_id = $1', [id]);
    await pool.query(`update correspondences set received_on = received_on - 300 where id = $1`, [id]);
    await keepHouse(addDays(received, 300));
    expect(await dates(id)).toMatchObject({ acknowledgeOn: null, alarm: 'late' });
    expect(await house.running.house.ledger.list(id)).toEqual([]);
  }, 60_000);

  it('go with what retention erases', async () => {
    const { erasure, certificates, database } = house.running.house;
    const id = await receive('question', 'needs-agent');
    await database.pool.query(`update correspondences set state = 'set-aside' where id = $1`, [id]);
    const warrant = { certificateId: await certificates.open('essai', '2026-11-23'), rule: 'essai' };
    const scope = { channels: ['email'], states: ['set-aside'], before: new Date(Date.now() + 1_000) } as const;
    expect(await erasure.eraseCorrespondences(scope, warrant)).toBeGreaterThan(0);
    expect((await house.running.house.deadlines.of([id])).size).toBe(0);
  }, 60_000);
});
