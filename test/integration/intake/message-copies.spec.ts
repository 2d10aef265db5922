import path from 'node:path';
import { createTransport } from 'nodemailer';
import { AskingHouse } from '../../fakes/asking-house';
import { DOVECOT_IS_HERE, DovecotServer } from '../../fakes/dovecot-server';
import { until } from '../../fakes/until';

/**
 * One message that comes by several ways, each of which writes its own headers on it. Real: everything of AskingHouse, SMTP, LMTP by
 * TLS, HTTP, and Dovecot (where there is none, that one is skipped). Fake: the people.
 */
describe('the very message, come again', () => {
  let house: AskingHouse;
  let dovecot: DovecotServer | null = null;
  const pem = (name: string) => path.resolve(__dirname, '../../fixtures/offices', name);

  beforeAll(async () => {
    dovecot = DOVECOT_IS_HERE ? await DovecotServer.start() : null;
    house = await AskingHouse.start({
      LMTP_LISTEN: '127.0.0.1:0',
      SMTP_CERT_FILE: pem('certificate.pem'),
      SMTP_KEY_FILE: pem('key.pem'),
      ...(dovecot === null ? {} : { IMAP_URL: dovecot.url() }),
    });
  }, 60_000);
  afterAll(async () => {
    await house.stop();
    await dovecot?.remove();
  });

  let ways = 0;
  /** As a relay hands it on: what it adds is new each time, what was written is not. */
  const carried = (written: string): string => {
    const n = ++ways;
    return [
      `Return-Path: <p+${n}@exemple.invalid>`,
      `Delivered-To: boite${n}@caf.invalid`,
      `Received: from relais${n}.invalid by autre.invalid; Mon, 23 Nov 2026 08:12:4${n % 10} +0100`,
      `Authentication-Results: relais${n}.invalid; spf=pass`,
      `DKIM-Signature: v=1; a=rsa-sha256; d=relais${n}.invalid; s=x; b=Zm9v${n}`,
      `X-Spam-Score: ${n}`,
      written,
    ].join('\r\n');
  };
  const written = (id: string, text: string, over = '') =>
    [
      'From: Personne <p@exemple.invalid>',
      'To: courrier@caf.invalid',
      'Date: Mon, 23 Nov 2026 08:12:41 +0100',
      `Message-ID: <${id}@exemple.invalid>`,
      'Subject: Demande',
      `MIME-Version: 1.0${over}`,
      '',
      text,
    ].join('\r\n');
  const sendTo = async (port: number | null, raw: string, options: object): Promise<string> => {
    const transport = createTransport({ host: '127.0.0.1', port: port ?? 0, ...options });
    const envelope = { from: 'p@exemple.invalid', to: ['courrier@caf.invalid'] };
    return idOf((await transport.sendMail({ envelope, raw })).response);
  };
  const idOf = async (told: string): Promise<string> => {
    const sequence = Number(/C-\d{4}-(\d+)/.exec(told)?.[1]);
    const { rows } = await house.query('select id from correspondences where sequence = $1', [sequence]);
    return rows[0]?.id;
  };
  const bySmtp = (raw: string) => sendTo(house.running.smtpPort, raw, { ignoreTLS: true });
  const byLmtp = (raw: string) =>
    sendTo(house.running.lmtpPort, raw, { lmtp: true, requireTLS: true, tls: { rejectUnauthorized: false } });
  const byHttp = async (raw: string) => {
    const key = await house.running.house.apiKeys.create('ingest', 'Essai');
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' };
    const response = await fetch(`${house.url}/api/correspondences`, { method: 'POST', headers, body: raw });
    return ((await response.json()) as { id: string }).id;
  };
  const answersTo = (address: string) => house.sink.mails.filter(({ to }) => to.includes(address)).length;
  const joinedTo = async (id: string) => (await house.running.house.doubles.linkedWith(id)).like?.id;

  it('is one case with one answer, by SMTP, LMTP and HTTP, however its lines were encoded', async () => {
    const message = written('un', 'Attestation svp.\r\n');
    const first = await house.settled(await bySmtp(carried(message)));
    expect(first.state).toBe('waiting-sender');
    const encoded = written('un', 'Attestation=20svp=2E', '\r\nContent-Transfer-Encoding: quoted-printable');
    for (const again of [
      await bySmtp(carried(message)),
      await byLmtp(carried(message)),
      await byHttp(carried(encoded)),
    ]) {
      expect(again).not.toBe(first.id);
      expect(await house.settled(again)).toMatchObject({
        state: 'joined',
        reason: expect.stringContaining(`même message que ${first.reference}`),
      });
      expect(await joinedTo(again)).toBe(first.id);
    }
    expect(answersTo('p@exemple.invalid')).toBe(1);
    // Another message of the same words is another one, and so is one of which a word was changed on the way.
    const other = await house.settled(await bySmtp(carried(written('deux', 'Attestation svp.\r\n'))));
    const changed = await house.settled(await bySmtp(carried(written('un', 'Attestation svp, merci.\r\n'))));
    expect([other.state, changed.state]).toEqual(['waiting-sender', 'waiting-sender']);
  }, 60_000);

  it('is one case where both copies come at the same moment', async () => {
    const before = answersTo('p@exemple.invalid');
    const message = written('ensemble', 'Une attestation, merci.\r\n');
    const ids = await Promise.all([bySmtp(carried(message)), byHttp(carried(message)), byLmtp(carried(message))]);
    const states = (await Promise.all(ids.map((id) => house.settled(id)))).map(({ state }) => state);
    expect(states.sort()).toEqual(['joined', 'joined', 'waiting-sender']);
    expect(answersTo('p@exemple.invalid')).toBe(before + 1);
  }, 60_000);

  (DOVECOT_IS_HERE ? it : it.skip)(
    'is one case with what a mailbox holds',
    async () => {
      const message = written('boite', 'Une attestation par la boîte, merci.\r\n');
      dovecot?.deliver('un', carried(message));
      const fromMailbox = await until(async () => {
        const { rows } = await house.query("select id from correspondences where source = 'imap'");
        return (rows[0]?.id as string | undefined) ?? null;
      }, 45_000);
      await house.settled(fromMailbox, 'waiting-sender');
      const again = await house.settled(await bySmtp(carried(message)));
      expect(again.state).toBe('joined');
      expect(await joinedTo(again.id)).toBe(fromMailbox);
    },
    90_000,
  );

  it('is not answered once more because its answer to us came twice', async () => {
    const asked = await house.ask({
      from: 'luc@exemple.invalid',
      name: 'Luc',
      text: 'Une attestation de paiement svp.',
    });
    const ours = house.sink.mails.filter(({ to }) => to.includes('luc@exemple.invalid')).at(-1);
    const reply = [
      'From: Luc <luc@exemple.invalid>',
      'To: courrier@caf.invalid',
      'Message-ID: <reponse@exemple.invalid>',
      `In-Reply-To: ${ours?.mail.messageId}`,
      'Subject: Re: Demande',
      '',
      'Voici mon numéro demain.',
    ].join('\r\n');
    const first = await house.settled(await bySmtp(carried(reply)));
    const again = await house.settled(await bySmtp(carried(reply)));
    expect(again).toMatchObject({ state: 'joined', reason: expect.stringContaining(first.reference) });
    expect((await house.running.house.correspondences.load(asked.id))?.state).toBe('waiting-sender');
  }, 60_000);
});
