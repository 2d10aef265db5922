import { addDays } from '../../../src/domain/calendar/calendar-days';
import { parisDate } from '../../../src/platform/clock';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, atTheDesk } from '../../fakes/at-the-desk';

/** Who is away, and who stands in. Real: everything of AskingHouse, the desk's pages. Fake: the people, the days. */
describe('an absence', () => {
  let house: AskingHouse;
  const desks = new Map<string, AtTheDesk>();
  const accounts = new Map<string, string>();
  const items: string[] = [];
  const today = parisDate(new Date());

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    const known = house.running.house;
    for (const [login, role, team] of [
      ['ada', 'supervisor', 'Nord'],
      ['bo', 'agent', 'Nord'],
      ['cy', 'agent', 'Nord'],
      ['di', 'agent', 'Nord'],
      ['seul', 'agent', null],
      ['audit', 'auditor', 'Nord'],
    ] as const) {
      const accountId = (await known.accounts.create({ login, name: `${login} essai`, role, passwordHash: 'x' })) ?? '';
      await known.accounts.change(accountId, { team });
      accounts.set(login, accountId);
      desks.set(login, atTheDesk(house.url, await known.sessions.open({ accountId })));
    }
    for (let place = 0; place < 6; place++)
      items.push((await house.ask({ from: `p${place}@exemple.invalid`, text: `Bonjour, demande ${place}.` })).id);
    await house.query("update correspondences set state = 'needs-agent'");
  });
  afterAll(() => house.stop());

  const desk = (login: string) => desks.get(login) as AtTheDesk;
  const account = (login: string) => accounts.get(login) ?? '';
  const hand = (by: string, ids: readonly string[], a: string) => {
    const fields = [...ids.map((id) => ['courrier', id]), ['a', a], ['corbeille', 'a-regler']] as [string, string][];
    return desk(by).postAll('/bureau/confier', fields);
  };
  const away = (by: string, who: string, from = today, to = addDays(today, 3)) =>
    desk(by).post('/bureau/equipe', { acte: 'absence', compte: account(who), du: from, au: to });
  const absenceOf = async (who: string) =>
    (await house.query('select id from desk_absences where account_id = $1', [account(who)])).rows[0]?.id as string;
  const back = async (by: string, who: string) =>
    desk(by).post('/bureau/equipe', { acte: 'retour', absence: await absenceOf(who) });
  const whose = async (): Promise<(string | null)[]> => {
    const of = await house.running.house.assignments.of(items);
    return items.map((id) => of.get(id)?.name.replace(' essai', '') ?? null);
  };
  const everybodyBack = async () => {
    await house.query('delete from desk_absence_items');
    await house.query('delete from desk_absences');
  };

  it('hands items to a colleague, or to a team evenly, and shows whose they are', async () => {
    expect((await hand('ada', items, `compte:${account('bo')}`)).headers.get('location')).toBe(
      '/bureau?corbeille=a-regler',
    );
    expect(await whose()).toEqual(Array(6).fill('bo'));
    expect(await (await desk('bo').get('/bureau?corbeille=pour-moi')).text()).toContain(`/bureau/${items[0]}?`);
    expect(await (await desk('cy').get('/bureau')).text()).toContain('confié à bo essai');
    expect(await (await desk('cy').get(`/bureau/${items[0]}`)).text()).toContain('Confié à bo essai');
    const boS = await (await desk('ada').get(`/bureau?corbeille=a-regler&agent=${account('bo')}`)).text();
    const cyS = await (await desk('ada').get(`/bureau?corbeille=a-regler&agent=${account('cy')}`)).text();
    expect([boS, cyS].map((page) => page.includes(`/bureau/${items[0]}?`))).toEqual([true, false]);
    await hand('ada', items, 'personne');
    expect(await whose()).toEqual(Array(6).fill(null));
    await hand('ada', items, 'equipe:Nord');
    expect([...(await whose())].sort()).toEqual(['ada', 'ada', 'bo', 'bo', 'cy', 'di']);
    for (const bad of ['', 'equipe:Sud', 'compte:x', `compte:${account('audit')}`, 'x'])
      expect((await hand('ada', items, bad)).status).toBe(422);
    expect((await hand('ada', [], `compte:${account('bo')}`)).status).toBe(422);
    expect(await house.events(items[0] ?? '')).toContain('handed-over');
  });

  it('leads who works through a basket past what is somebody else’s', async () => {
    await hand('ada', items, `compte:${account('bo')}`);
    await hand('ada', items.slice(4, 5), 'personne');
    const { baskets } = house.running.house;
    const next = (who: string) => baskets.next({ kind: 'task', task: null }, items[5] ?? '', account(who), new Date());
    await house.query('delete from desk_locks');
    expect([await next('cy'), await next('bo')]).toEqual([items[4], items[0]]);
  });

  it('hands what is somebody’s to those who are there, gives them nothing new, and gives it back', async () => {
    await hand('ada', items, `compte:${account('bo')}`);
    expect((await away('cy', 'bo')).status).toBe(422);
    expect((await away('audit', 'audit')).status).toBe(403);
    for (const [from, to] of [
      ['', ''],
      [today, addDays(today, -1)],
      [addDays(today, -9), addDays(today, -8)],
      [today, addDays(today, 400)],
      ['2026-02-31', today],
    ] as const)
      expect((await away('bo', 'bo', from, to)).status).toBe(422);
    expect((await away('ada', 'di')).status).toBe(303);
    expect((await away('bo', 'bo')).status).toBe(303);
    expect([...(await whose())].sort()).toEqual(['ada', 'ada', 'ada', 'cy', 'cy', 'cy']);
    expect((await away('bo', 'bo')).status).toBe(422);
    const refused = await hand('ada', items.slice(0, 1), `compte:${account('bo')}`);
    expect(await refused.text()).toMatch(/bo essai est en absence jusqu’au/);
    await hand('ada', items.slice(0, 1), 'equipe:Nord');
    expect(['ada', 'cy']).toContain((await whose())[0]);
    // One was handed on since, one is settled, one is being worked on: they stay where they are.
    await hand('ada', items.slice(0, 1), `compte:${account('seul')}`);
    await house.query("update correspondences set state = 'set-aside' where id = $1", [items[1]]);
    await house.query(
      "insert into desk_locks values ($1, $2, 'cy', now() + interval '5 minutes') on conflict (id) do update set holder_id = excluded.holder_id, until = excluded.until",
      [items[2], account('cy')],
    );
    const kept = (await whose()).slice(0, 3);
    expect((await back('cy', 'bo')).status).toBe(422);
    expect((await back('bo', 'bo')).status).toBe(303);
    expect(await whose()).toEqual([...kept, 'bo', 'bo', 'bo']);
    expect((await back('bo', 'bo')).status).toBe(422);
    await house.query("update correspondences set state = 'needs-agent' where id = $1", [items[1]]);
    await house.query('delete from desk_locks');
    await everybodyBack();
  });

  it('keeps to whom an item belongs where those who stand in go away too, whoever comes back first', async () => {
    await hand('ada', items, `compte:${account('bo')}`);
    await away('ada', 'ada');
    await away('di', 'di');
    await away('bo', 'bo');
    expect(new Set(await whose())).toEqual(new Set(['cy']));
    await away('cy', 'cy');
    // Nobody of the team is there: it is nobody's in particular.
    expect(new Set(await whose())).toEqual(new Set([null]));
    await back('cy', 'cy');
    expect(new Set(await whose())).toEqual(new Set(['cy']));
    await away('cy', 'cy');
    await back('bo', 'bo');
    expect(new Set(await whose())).toEqual(new Set(['bo']));
    await back('cy', 'cy');
    expect(new Set(await whose())).toEqual(new Set(['bo']));
    await everybodyBack();
  });

  it('begins and ends on its days, once, however many look', async () => {
    const { absences } = house.running.house;
    await hand('ada', items, `compte:${account('bo')}`);
    await hand('ada', items.slice(0, 2), `compte:${account('seul')}`);
    const [first, last] = [addDays(today, 5), addDays(today, 6)];
    await away('ada', 'bo', first, last);
    await away('ada', 'seul', first, last);
    expect((await whose())[5]).toBe('bo');
    expect(await (await desk('ada').get('/bureau/equipe')).text()).toContain('Absence prévue');
    const begun = await Promise.all([absences.doDue(first), absences.doDue(first)]);
    expect(begun.map((one) => one.begun).sort()).toEqual([0, 2]);
    const meanwhile = await whose();
    expect(meanwhile.slice(0, 2)).toEqual([null, null]);
    expect(meanwhile).not.toContain('bo');
    await absences.doDue(last);
    expect(await whose()).toEqual(meanwhile);
    await absences.doDue(addDays(last, 1));
    expect(await whose()).toEqual(['seul', 'seul', 'bo', 'bo', 'bo', 'bo']);
    const told = await house.query("select event from journal where event like 'absence-%'");
    expect(told.rows.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['absence-marked', 'absence-begun', 'absence-ended']),
    );
    expect((await house.query('select 1 from desk_absences')).rowCount).toBe(0);
  });
});
