import { CORRESPONDENCE_STATES } from '../../../src/domain/correspondence';
import { type DailyTask, Housekeeping } from '../../../src/operations/housekeeping';
import { ReconcileTheDayBefore } from '../../../src/operations/reconcile-the-day-before';
import { CLASS_OF_STATE, ReconciliationQuery } from '../../../src/operations/reconciliation.query';
import { DailyTaskRepository } from '../../../src/persistence/daily-task.repository';
import { openDatabase } from '../../../src/persistence/database';
import { deriveJournalKeys } from '../../../src/persistence/journal/journal-keys';
import { JournalWriter } from '../../../src/persistence/journal/journal-writer';
import { systemClock } from '../../../src/platform/clock';
import { systemIds } from '../../../src/platform/identifiers';
import { createLogger } from '../../../src/platform/logger';
import { emptyDatabase } from '../test-servers';

/** Real: PostgreSQL, its locks and the journal. Fake: the day, which the tests set. */
describe('daily tasks', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  const opened: Awaited<ReturnType<typeof openDatabase>>[] = [];
  let today = '2026-11-23';

  beforeAll(async () => {
    database = await emptyDatabase();
    for (let process = 0; process < 2; process++) opened.push(await openDatabase(database.url, () => undefined));
  });
  afterAll(async () => {
    for (const { close } of opened) await close();
    await database.drop();
  });

  class SetDay extends DailyTaskRepository {
    override today = async () => today;
  }
  const housekeepingOf = (process: number, ...tasks: DailyTask[]) => {
    const { pool, db } = opened[process] as (typeof opened)[number];
    const journal = new JournalWriter(deriveJournalKeys(Buffer.alloc(32, 9)));
    return new Housekeeping(tasks, new SetDay(pool, db, journal, systemClock), createLogger('silent'));
  };
  const told = async (event: string) => {
    const { rows } = await (opened[0] as (typeof opened)[number]).pool.query(
      'select detail from journal where event = $1 order by id',
      [event],
    );
    return rows.map((row) => row.detail as Record<string, unknown>);
  };
  const recording = (name: string, over: Partial<DailyTask> = {}) => {
    const days: string[] = [];
    const task: DailyTask = {
      name,
      everyDay: false,
      run: async (day) => {
        days.push(day);
        return { event: `${name}-done`, detail: { day } };
      },
      ...over,
    };
    return { task, days };
  };

  it('runs a day’s task once over several processes and restarts', async () => {
    const { task, days } = recording('once');
    await Promise.all([0, 1, 0, 1].map((process) => housekeepingOf(process, task).look()));
    await housekeepingOf(1, task).look();
    expect(days).toEqual(['2026-11-23']);
    expect(await told('once-done')).toEqual([{ day: '2026-11-23' }]);
  });

  it('tells once of a day whose task was interrupted before it was told', async () => {
    let crashes = 1;
    const { task, days } = recording('crash');
    const crashing: DailyTask = {
      ...task,
      run: async (day, stopping) => {
        const outcome = await task.run(day, stopping);
        if (crashes-- > 0) throw new Error('coupé');
        return outcome;
      },
    };
    await housekeepingOf(0, crashing).look();
    expect(await told('crash-done')).toEqual([]);
    await housekeepingOf(1, crashing).look();
    expect(days).toEqual(['2026-11-23', '2026-11-23']);
    expect(await told('crash-done')).toHaveLength(1);
  });

  it('lets no failing task stop the next one', async () => {
    const { task, days } = recording('after-failure');
    const failing: DailyTask = { ...task, name: 'failing', run: () => Promise.reject(new Error('panne')) };
    await housekeepingOf(0, failing, task).look();
    expect(days).toEqual(['2026-11-23']);
  });

  it('makes good the days on which nobody ran, where the task asks for it, and none twice when the day goes back', async () => {
    const every = recording('every', { everyDay: true });
    const latest = recording('latest');
    const lookOn = async (day: string) => {
      today = day;
      await housekeepingOf(0, every.task, latest.task).look();
    };
    await lookOn('2026-11-23');
    await lookOn('2026-11-26');
    await lookOn('2026-11-25');
    await lookOn('2026-11-26');
    expect(every.days).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']);
    expect(latest.days).toEqual(['2026-11-23', '2026-11-26', '2026-11-25']);
    today = '2026-11-23';
  });

  it('gives no day to a process while another one is at the same task', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let began = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      began = resolve;
    });
    const first = recording('held');
    const slow: DailyTask = {
      ...first.task,
      run: async (day, stopping) => {
        began();
        await held;
        return first.task.run(day, stopping);
      },
    };
    const second = recording('held');
    const running = housekeepingOf(0, slow).look();
    await begun;
    await housekeepingOf(1, second.task).look();
    expect(second.days).toEqual([]);
    release();
    await running;
    expect(first.days).toEqual(['2026-11-23']);
  });

  it('accounts for the day before, every state in exactly one class and the sum right', async () => {
    const { pool, db } = opened[0] as (typeof opened)[number];
    let count = 0;
    for (const [index, state] of CORRESPONDENCE_STATES.entries())
      for (const channel of ['email', 'post'])
        for (let copy = 0; copy <= index; copy++, count++)
          await pool.query(
            `insert into correspondences (id, channel, source, state, received_at, received_on, updated_at, content_hash)
             values ($1, $2, 'http', $3, now(), '2026-11-22', now(), $4)`,
            [systemIds.next(new Date()), channel, state, Buffer.from(String(count))],
          );
    const query = new ReconciliationQuery(db);
    const account = await query.of('2026-11-22');
    expect(account.received).toBe(count);
    for (const { received, classes } of account.channels) {
      expect(Object.values(classes).reduce((sum, one) => sum + one, 0)).toBe(received);
      for (const name of Object.values(CLASS_OF_STATE)) {
        const expected = CORRESPONDENCE_STATES.reduce(
          (sum, state, index) => sum + (CLASS_OF_STATE[state] === name ? index + 1 : 0),
          0,
        );
        expect({ [name]: classes[name] }).toEqual({ [name]: expected });
      }
    }
    await housekeepingOf(0, new ReconcileTheDayBefore(query)).look();
    await housekeepingOf(1, new ReconcileTheDayBefore(query)).look();
    const events = await told('day-reconciled');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ day: '2026-11-22', received: count, 'email.answered': 8, 'post.failed': 12 });
    const { day: _day, received, ...counts } = events[0] as Record<string, number>;
    expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(received);
  });
});
