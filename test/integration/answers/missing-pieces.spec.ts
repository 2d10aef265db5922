import { addDays } from '../../../src/domain/calendar/calendar-days';
import { addWorkingDays } from '../../../src/domain/calendar/working-days';
import { RaiseAlarms } from '../../../src/operations/deadlines/raise-alarms';
import { ChaseSilentSenders } from '../../../src/operations/waiting/chase-silent-senders';
import { FlagOverduePieces } from '../../../src/operations/waiting/flag-overdue-pieces';
import { parisDate } from '../../../src/platform/clock';
import { ReplyCheck } from '../../../src/platform/keys/reply-check';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';

/**
 * Documents that an agent asks for, until they come or do not. Real: everything of AskingHouse, the desk's pages, the tasks of
 * the day. Fake: the day, which the tests set; the people.
 */
describe('missing documents', () => {
  let house: AskingHouse;
  let desk: AtTheDesk;
  const today = parisDate(new Date());
  const answerBy = addDays(today, 20);

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    desk = await enterByKey(house.url, await house.running.house.apiKeys.create('operate', 'Agent d’essai'));
  });
  afterAll(() => house.stop());

  const pageOf = async (path: string) => (await desk.get(path)).text();
  const send = async (path: string, form: Readonly<Record<string, string>>) => {
    const response = await desk.post(path, form);
    return { status: response.status, location: response.headers.get('location'), html: await response.text() };
  };

  const SOPHIE = { from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin' };
  const asking = async () => {
    const text = `Bonjour, je me suis séparée de mon mari. Mon NIR : ${N.sophie}\r\n\r\nSophie Martin`;
    const asked = await house.ask({ ...SOPHIE, text });
    expect(asked).toMatchObject({ state: 'needs-agent', triage: { identification: { verdict: 'matched' } } });
    const form = {
      ...{ acte: 'pieces', revision: String(asked.revision), avant: answerBy },
      pieces: '- Jugement ou convention\r\n\r\n• Justificatif de domicile',
    };
    expect((await send(`/bureau/${asked.id}`, { ...form, pieces: ' ' })).status).toBe(422);
    const past = await send(`/bureau/${asked.id}`, { ...form, avant: today });
    expect([past.status, past.html]).toEqual([409, expect.stringContaining('doit être à venir')]);
    expect((await send(`/bureau/${asked.id}`, form)).status).toBe(303);
    return house.settled(asked.id, 'waiting-sender');
  };
  const dates = async (id: string) => (await house.running.house.deadlines.of([id])).get(id);
  const reply = (reference: string, over: object = {}) => {
    const mark = new ReplyCheck(house.running.house.hash).signed(reference);
    return house.ask({ ...SOPHIE, subject: `Re: Votre demande ${mark}`, text: 'Voici les documents.', ...over });
  };
  const run = (task: { run: FlagOverduePieces['run'] }, day: string) => task.run(day, new AbortController().signal);

  it('are listed in the letter with their day, and stop the clock until they come', async () => {
    const asked = await asking();
    const letter = house.sink.mails.at(-1)?.mail.text?.replace(/\s+/g, ' ');
    expect(letter).toContain('Jugement ou convention');
    expect(letter).toContain('Justificatif de domicile');
    expect(await dates(asked.id)).toMatchObject({
      legalOn: null,
      pauses: [{ reason: 'pieces-manquantes', from: today, until: null, answerBy }],
    });
    expect(await pageOf(`/bureau/${asked.id}`)).toContain('des pièces sont demandées');
    const chased = await run(new ChaseSilentSenders({ ...house.running.house, patienceDays: 15 }), addDays(today, 19));
    expect(chased.detail).toEqual({ day: addDays(today, 19) });
    // From another address, without a number: an agent looks at both, and the case goes on waiting.
    const other = await reply(asked.reference, { from: 'autre@exemple.invalid', name: 'Sophie Martin' });
    expect([other.state, other.reason]).toEqual(['needs-agent', expect.stringContaining(asked.reference)]);
    expect((await house.settled(asked.id)).state).toBe('waiting-sender');
    await house.query(`update correspondences set state = 'set-aside' where id = $1`, [other.id]);

    const came = await reply(asked.reference);
    expect(came).toMatchObject({ state: 'joined', reason: expect.stringContaining('documents étaient attendus') });
    expect(await house.settled(asked.id, 'needs-agent')).toMatchObject({
      reason: expect.stringMatching(/documents demandés sont arrivés/),
      revision: asked.revision + 1,
    });
    expect(await dates(asked.id)).toMatchObject({
      pauses: [{ until: today }],
      internalOn: addWorkingDays(today, 10),
      alarm: null,
    });
    expect(await pageOf(`/bureau/${asked.id}`)).toContain('sa réponse est arrivée');
  });

  it('that have not come by their day raise the alarm, once, and are studied when they come late', async () => {
    const asked = await asking();
    const task = new FlagOverduePieces(house.running.house);
    expect((await run(task, answerBy)).detail).toMatchObject({ flagged: 0 });
    const both = await Promise.all([run(task, addDays(answerBy, 1)), run(task, addDays(answerBy, 1))]);
    expect(both.map(({ detail }) => (detail as { flagged: number }).flagged).sort()).toEqual([0, 1]);
    expect(await house.settled(asked.id, 'needs-agent')).toMatchObject({
      reason: expect.stringMatching(/ne sont pas arrivés/),
    });
    await run(new RaiseAlarms(house.running.house.dueDeadlines), addDays(answerBy, 1));
    expect(await dates(asked.id)).toMatchObject({ alarm: 'late', legalOn: null, pauses: [{ until: null }] });
    expect(await pageOf('/bureau')).toMatch(/Documents non reçus, attendus avant le/);
    expect((await house.events(asked.id)).filter((event) => event === 'pieces-overdue')).toHaveLength(1);

    expect(
      (await reply(asked.reference, { text: `Avec retard. Mon NIR : ${N.sophie}\r\n\r\nSophie Martin` })).state,
    ).toBe('joined');
    expect(await house.settled(asked.id, 'needs-agent')).toMatchObject({
      reason: expect.stringMatching(/sont arrivés/),
    });
    expect(await dates(asked.id)).toMatchObject({ alarm: null, pauses: [{ until: today }] });
  });
});
