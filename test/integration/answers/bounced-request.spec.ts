import { addDays } from '../../../src/domain/calendar/calendar-days';
import { Receiver } from '../../../src/intake/receiver';
import { ChaseSilentSenders } from '../../../src/operations/waiting/chase-silent-senders';
import { parisDate } from '../../../src/platform/clock';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { enterByKey } from '../../fakes/at-the-desk';
import { until } from '../../fakes/until';

/** Delivery reports of our e-mails. Real: everything of AskingHouse. Fake: the server that reports; the people. */
describe('an e-mail of ours that does not arrive', () => {
  let house: AskingHouse;

  beforeAll(async () => {
    house = await AskingHouse.start();
  });
  afterAll(() => house.stop());

  /** RFC 3464, with the headers of our last e-mail to that address. */
  const report = async (to: string, action: 'failed' | 'delayed') => {
    const raw = house.sink.mails.filter((mail) => mail.to.includes(to)).at(-1)?.raw ?? '';
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n'));
    const dsn = [
      ...[
        'From: MAILER-DAEMON@exemple.invalid',
        'To: courrier@caf.invalid',
        `Message-ID: <${Math.random()}@e.invalid>`,
      ],
      ...['Subject: Delivery Status Notification', 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0'],
      'Content-Type: multipart/report; report-type=delivery-status; boundary="BB"',
      ...['', '--BB', 'Content-Type: text/plain', '', 'Votre message.', '', '--BB'],
      ...['Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.exemple.invalid', ''],
      ...[`Final-Recipient: rfc822; ${to}`, `Action: ${action}`, 'Status: 5.1.1', '', '--BB'],
      ...['Content-Type: text/rfc822-headers', '', headers, '', '--BB--', ''],
    ].join('\r\n');
    const receiver = new Receiver({ ...house.running.house, enqueuer: { kick: () => undefined } });
    return house.settled((await receiver.receiveEmail(Buffer.from(dsn), 'ingest', null)).id);
  };
  const lettersOf = async (id: string) =>
    (await house.running.house.ledger.list(id)).map(({ purpose, channel, state }) => `${purpose} ${channel} ${state}`);
  const waitingAgain = (id: string, letters: number) =>
    house.settled(id, 'waiting-sender').then(async (record) => {
      expect(await lettersOf(id)).toHaveLength(letters);
      return record;
    });

  it('is sent by post where the message gives the number and the name of a file, once, and not reminded by e-mail', async () => {
    const from = 'luc.perdu@exemple.invalid';
    const text = 'Bonjour, une attestation de paiement svp. N° allocataire : 9100333.\r\n\r\nLuc Moreau';
    const asked = await house.ask({ from, name: 'Luc Moreau', text });
    expect(await report(from, 'delayed')).toMatchObject({ state: 'set-aside' });
    expect(await house.events(asked.id)).not.toContain('sending-bounced');
    const told = await report(from, 'failed');
    expect(told).toMatchObject({ state: 'set-aside', reason: expect.stringContaining(asked.reference) });
    await waitingAgain(asked.id, 2);
    await report(from, 'failed');
    await waitingAgain(asked.id, 2);
    expect(await lettersOf(asked.id)).toEqual([
      'numero-allocataire-seul email sent',
      'numero-allocataire-seul post sent',
    ]);
    expect(house.printed(asked.reference)[0]).toMatch(/1 RUE DE LA PAIX 75000 PARIS.*Coupon-réponse/);
    const today = parisDate(new Date());
    const chased = await new ChaseSilentSenders({ ...house.running.house, patienceDays: 15 }).run(
      addDays(today, 14),
      new AbortController().signal,
    );
    expect(chased.detail).toEqual({ day: addDays(today, 14) });
    // Still silent on the day after: what closes the case goes to no address that is known dead.
    await new ChaseSilentSenders({ ...house.running.house, patienceDays: 15 }).run(
      addDays(today, 16),
      new AbortController().signal,
    );
    await house.settled(asked.id, 'closed');
    expect((await lettersOf(asked.id)).at(-1)).toBe('cloture-sans-reponse post sent');
    // It was given no identity by a report: nothing of the case is decided by it.
    expect(await house.running.house.waits.joinedAnswerOf(asked.id)).toBeNull();
  });

  it('goes to an agent where no address can be trusted', async () => {
    const nowhere = 'sans.adresse@exemple.invalid';
    const asked = await house.ask({ from: nowhere, text: 'Une attestation de paiement, merci.' });
    await report(nowhere, 'failed');
    expect(await house.settled(asked.id, 'needs-agent')).toMatchObject({
      reason: expect.stringMatching(/aucune adresse postale sûre/),
    });
    expect(await lettersOf(asked.id)).toEqual(['nir-manquant email sent']);
  });

  it('leaves whole by post where it was an answer, and nothing goes to that address until a message surely comes from it', async () => {
    const { failing } = house.running.house;
    const sophie = { from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin' };
    const attestation = `Bonjour, une attestation de paiement. Mon NIR : ${N.sophie}\r\n\r\nSophie Martin`;
    const asked = await house.ask({ ...sophie, text: attestation });
    expect(await lettersOf(asked.id)).toEqual(['attestation-envoyee email sent']);
    await report(sophie.from, 'delayed');
    expect(await failing.failsAny([sophie.from])).toBe(false);
    await report(sophie.from, 'failed');
    const both = ['attestation-envoyee email sent', 'attestation-envoyee post sent'];
    await until(async () => ((await lettersOf(asked.id)).join() === both.join() ? true : null), 45_000);
    await house.settled(asked.id, 'answered');
    // The attestation goes with it, and what a letter may print in full stands in full.
    const printed = house.printed(asked.reference).join(' ').replace(/ /g, '');
    expect(printed).toContain(N.sophie.slice(0, 13));
    expect(printed).toMatch(/AttestationdepaiementMADAME/);
    expect(await report(sophie.from, 'failed')).toMatchObject({ state: 'set-aside' });
    expect(await lettersOf(asked.id)).toEqual(both);

    const raw = `From: Sophie Martin <${sophie.from}>\r\nTo: courrier@caf.invalid\r\nSubject: Demande\r\n\r\nSur le relevé : ${attestation}`;
    const receiver = new Receiver({ ...house.running.house, enqueuer: { kick: () => undefined } });
    const claimed = await house.settled((await receiver.receiveEmail(Buffer.from(raw), 'ingest', null)).id);
    expect(await lettersOf(claimed.id)).toEqual(['attestation-envoyee post sent']);
    expect((await failing.list(10)).map(({ reference }) => reference)).toContain(asked.reference);

    const anew = await house.ask({ ...sophie, text: `Encore une fois. ${attestation}` });
    expect(await lettersOf(anew.id)).toEqual(['attestation-envoyee email sent']);
    expect(await failing.failsAny([sophie.from])).toBe(false);
  });

  it('is written to again once an agent says so at the desk', async () => {
    const { apiKeys, failing } = house.running.house;
    const desk = await enterByKey(house.url, await apiKeys.create('operate', 'Agent d’essai'));
    const from = 'de.nouveau@exemple.invalid';
    const asked = await house.ask({ from, text: 'Une attestation de paiement, merci.' });
    await report(from, 'failed');
    await house.settled(asked.id, 'needs-agent');
    // Another item that says it is from there shows it too.
    const raw = `From: ${from}\r\nTo: courrier@caf.invalid\r\nSubject: Demande\r\n\r\nAvez-vous reçu ma demande ?`;
    const receiver = new Receiver({ ...house.running.house, enqueuer: { kick: () => undefined } });
    const other = await house.settled((await receiver.receiveEmail(Buffer.from(raw), 'ingest', null)).id);
    for (const { id } of [asked, other])
      expect(await (await desk.get(`/bureau/${id}`)).text()).toContain('Adresse électronique en panne');
    expect((await desk.post(`/bureau/${other.id}`, { acte: 'lever-panne' })).status).toBe(303);
    expect(await failing.failsAny([from])).toBe(false);
    expect(await house.events(other.id)).toContain('failing-address-lifted');
    expect((await desk.post(`/bureau/${other.id}`, { acte: 'lever-panne' })).status).toBe(422);
    expect(await (await desk.get(`/bureau/${asked.id}`)).text()).not.toContain('Adresse électronique en panne');
  });
});
