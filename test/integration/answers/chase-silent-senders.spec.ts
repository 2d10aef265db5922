import { addDays } from '../../../src/domain/calendar/calendar-days';
import { ChaseSilentSenders } from '../../../src/operations/waiting/chase-silent-senders';
import { parisDate } from '../../../src/platform/clock';
import { ReplyCheck } from '../../../src/platform/keys/reply-check';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';

/**
 * From the first letter to the reminders, the closing and the answer that comes after it. Real: everything of AskingHouse, the
 * task that the workers run once a day. Fake: the day, which the tests set; the people.
 */
describe('senders who do not answer', () => {
  let house: AskingHouse;
  const PATIENCE = 15;
  const today = parisDate(new Date());
  const inDays = (days: number) => addDays(today, days);

  beforeAll(async () => {
    house = await AskingHouse.start();
  });
  afterAll(() => house.stop());

  const task = (over: object = {}) =>
    new ChaseSilentSenders({ ...house.running.house, patienceDays: PATIENCE, ...over });
  const chase = async (day: string, over: object = {}) =>
    (await task(over).run(day, new AbortController().signal)).detail as Record<string, unknown>;
  const lettersOf = async (id: string) =>
    (await house.running.house.ledger.list(id)).map(({ purpose, channel, state }) => `${purpose} ${channel} ${state}`);
  const waitOf = (id: string) => house.running.house.waits.lastWaitOf(id);
  /** Back at rest with so many letters sent: the reminder went through composition and dispatch. */
  const sent = (id: string, count: number, state = 'waiting-sender') =>
    house.settled(id, state).then(async (record) => {
      expect(await lettersOf(id)).toHaveLength(count);
      return record;
    });

  it('are reminded the same way, then by post where they live, then the request is closed; a late answer opens it', async () => {
    const from = 'luc.silence@exemple.invalid';
    const text = 'Bonjour, une attestation de paiement svp. N° allocataire : 9100333.\r\n\r\nLuc Moreau';
    const asked = await house.ask({ from, name: 'Luc Moreau', text });
    expect(asked).toMatchObject({
      state: 'waiting-sender',
      triage: { decision: { letter: 'numero-allocataire-seul' } },
    });
    const firstCode = house.codeSentTo(from);
    const { since } = (await waitOf(asked.id)) ?? {};

    expect(await chase(inDays(PATIENCE - 1))).toEqual({ day: inDays(PATIENCE - 1) });
    const twice = await Promise.all([chase(inDays(PATIENCE)), chase(inDays(PATIENCE))]);
    expect(twice.filter((counts) => counts.remind === 1)).toHaveLength(1);
    await sent(asked.id, 2);
    expect(await chase(inDays(PATIENCE))).toEqual({ day: inDays(PATIENCE) });
    // A clock that goes back takes no step.
    expect(await chase(inDays(3))).toEqual({ day: inDays(3) });
    const reminder = house.sink.mails.filter(({ to }) => to.includes(from)).at(-1)?.mail;
    expect(reminder?.text).toMatch(/Nous n’avons pas encore votre réponse/);
    expect(reminder?.text?.replace(/\s+/g, ' ')).toMatch(/Nous attendons votre numéro de sécurité sociale/);
    expect(house.codeSentTo(from)).not.toBe(firstCode);
    expect(await waitOf(asked.id)).toMatchObject({ since, until: null, step: 'remind', stepOn: inDays(PATIENCE) });

    expect(await chase(inDays(2 * PATIENCE))).toMatchObject({ 'remind-by-post': 1 });
    await sent(asked.id, 3);
    expect(await lettersOf(asked.id)).toEqual([
      'numero-allocataire-seul email sent',
      'relance email sent',
      'relance post sent',
    ]);
    const [letter = ''] = house.printed(asked.reference);
    for (const part of [/1 RUE DE LA PAIX 75000 PARIS/, /Coupon-réponse/, /écrivez ce code : (?:[A-Z2-9]{4}-){6}/])
      expect(letter).toMatch(part);

    expect(await chase(inDays(3 * PATIENCE))).toMatchObject({ close: 1 });
    const closed = await sent(asked.id, 4, 'closed');
    expect(closed.reason).toMatch(/n’a pas répondu/);
    expect(house.sink.mails.at(-1)?.mail.text).toMatch(/Nous fermons donc cette demande/);
    expect(house.sink.mails.at(-1)?.mail.text).not.toContain('/repondre/');
    expect(await waitOf(asked.id)).toMatchObject({
      endedBy: 'closed-unanswered',
      step: 'close',
      until: expect.any(Date),
    });
    const { rows } = await house.query(
      'select count(*)::int as n from answer_links where correspondence_id = $1 and revoked_at is null',
      [asked.id],
    );
    expect(rows).toEqual([{ n: 0 }]);
    expect(await chase(inDays(9 * PATIENCE))).toEqual({ day: inDays(9 * PATIENCE) });
    expect(await house.events(asked.id)).toEqual(
      expect.arrayContaining(['sender-silent', 'closed-unanswered', 'decided', 'composed', 'dispatched']),
    );

    const mark = new ReplyCheck(house.running.house.hash).signed(asked.reference);
    const late = await house.receive({
      ...{ from, name: 'Luc Moreau', subject: `Re: ${mark}` },
      text: `Voici mon numéro de sécurité sociale : ${N.luc}\r\n\r\nLuc Moreau`,
    });
    expect(await house.settled(late, 'joined')).toMatchObject({ state: 'joined' });
    const answered = await sent(asked.id, 5, 'answered');
    expect(answered.triage?.decision.action).toBe('send-document');
  });

  it('are not written to by post where the file does not say where they live', async () => {
    const asked = await house.ask({
      from: 'sans.adresse@exemple.invalid',
      text: 'Une attestation de paiement, merci.',
    });
    expect(await chase(inDays(PATIENCE))).toMatchObject({ remind: 1 });
    await sent(asked.id, 2);
    await chase(inDays(2 * PATIENCE));
    await sent(asked.id, 3, 'closed');
    expect(await lettersOf(asked.id)).toEqual([
      'nir-manquant email sent',
      'relance email sent',
      'cloture-sans-reponse email sent',
    ]);
    expect(await waitOf(asked.id)).toMatchObject({ step: 'close', endedBy: 'closed-unanswered' });
  });

  it('are left alone while an agent holds their answer, or where nobody knows whether our letter arrived', async () => {
    const held = await house.ask({ from: 'tenu@exemple.invalid', text: 'Une attestation de paiement, merci.' });
    const mark = new ReplyCheck(house.running.house.hash).signed(held.reference);
    const answer = await house.ask({ from: 'tenu@exemple.invalid', subject: `Re: ${mark}`, text: 'Je ne sais pas.' });
    expect(answer.state).toBe('needs-agent');
    const doubtful = await house.ask({ from: 'doute@exemple.invalid', text: 'Une attestation de paiement, merci.' });
    await house.query(`update ledger set state = 'perhaps-sent' where correspondence_id = $1`, [doubtful.id]);

    expect(await chase(inDays(PATIENCE))).toEqual({ day: inDays(PATIENCE), 'to-agent': 1 });
    expect(await house.settled(doubtful.id)).toMatchObject({ state: 'needs-agent' });
    expect((await house.settled(doubtful.id)).reason).toMatch(/nul ne sait si notre demande lui est parvenue/);
    expect(await waitOf(doubtful.id)).toMatchObject({ until: expect.any(Date) });
    expect((await house.settled(held.id)).state).toBe('waiting-sender');

    await house.query(`update correspondences set state = 'set-aside' where id = $1`, [answer.id]);
    expect(await chase(inDays(PATIENCE))).toMatchObject({ remind: 1 });
    await sent(held.id, 2);
  });

  it('are each reminded once when the task is cut off in the middle', async () => {
    const asked = [];
    for (const name of ['un', 'deux', 'trois'])
      asked.push(await house.ask({ from: `${name}@exemple.invalid`, text: 'Une attestation de paiement, merci.' }));
    const { correspondences } = house.running.house;
    let left = 1;
    const cut = {
      commitStage: (...given: Parameters<typeof correspondences.commitStage>) =>
        left-- > 0 ? correspondences.commitStage(...given) : Promise.reject(new Error('coupé')),
    };
    await expect(chase(inDays(PATIENCE), { correspondences: cut })).rejects.toThrow('coupé');
    expect((await chase(inDays(PATIENCE))).remind).toBe(2);
    for (const { id } of asked) await sent(id, 2);
    for (const { reference } of asked) {
      const reminders = house.sink.mails.filter(({ mail }) => mail.subject?.includes(reference));
      expect(reminders).toHaveLength(2);
    }
  });

  it('are waited for by rows of before there were waits, and by none that was moved meanwhile', async () => {
    const old = await house.ask({ from: 'ancien@exemple.invalid', text: 'Une attestation de paiement, merci.' });
    await house.query('delete from waits where correspondence_id = $1', [old.id]);
    const moved = await house.ask({ from: 'deplace@exemple.invalid', text: 'Une attestation de paiement, merci.' });
    await house.query(`update correspondences set state = 'needs-agent' where id = $1`, [moved.id]);
    expect(await chase(inDays(0))).toEqual({ day: inDays(0) });
    expect(await waitOf(old.id)).toMatchObject({ until: null });
    expect(await waitOf(moved.id)).toMatchObject({ until: expect.any(Date), endedBy: 'needs-agent' });
  });
});
