import path from 'node:path';
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { INTAKE_LIMITS, type IntakeLimits } from '../../../src/intake/intake-limits';
import type { Receiver } from '../../../src/intake/receiver';
import { ListenerCertificate } from '../../../src/intake/smtp/listener-certificate';
import { SmtpListener, type SmtpListenerOptions } from '../../../src/intake/smtp/smtp-listener';
import { DocumentTooLarge } from '../../../src/persistence/document-store/incoming-folder';
import { createLogger } from '../../../src/platform/logger';
import { RawSmtp } from '../../fakes/raw-smtp';

/** What a sender is told. Real: SMTP, LMTP, TLS, nodemailer and raw sockets. Fake: what receives, failing as told. */
describe('SmtpListener', () => {
  const KILOBYTE = 1024;
  const pem = (name: string) => path.resolve(__dirname, '../../fixtures/offices', name);
  let fail: Error | null = null;
  let envelope: unknown;
  let taken = 0;
  const receiver = {
    refuseWhenFull: async () => undefined,
    receiveEmail: async (message: Readable, _source: string, given: unknown) => {
      envelope = given;
      taken = 0;
      for await (const piece of message) {
        taken += piece.length;
        if (taken > 64 * KILOBYTE) throw new DocumentTooLarge('trop');
      }
      if (fail !== null) throw fail;
      return { id: 'x', reference: 'C-2026-000001', state: 'received', created: true };
    },
  } as unknown as Receiver;

  const open: SmtpListener[] = [];
  const listen = async (options: Partial<SmtpListenerOptions> = {}, limits: Partial<IntakeLimits> = {}) => {
    const all = { ...INTAKE_LIMITS, messageBytes: 64 * KILOBYTE, ...limits };
    const place = {
      host: '127.0.0.1',
      port: 0,
      protocol: 'smtp',
      certificate: null,
      relays: new Set<string>(),
    } as const;
    const mailboxes = ['courrier@caf.invalid', 'contact@caf.invalid'];
    const listener = new SmtpListener(
      { ...place, mailboxes, limits: all, ...options },
      receiver,
      createLogger('silent'),
    );
    open.push(listener);
    return listener.listen();
  };
  let port: number;
  beforeAll(async () => {
    port = await listen();
  });
  afterAll(() => Promise.all(open.map((listener) => listener.close())));
  beforeEach(() => {
    fail = null;
  });

  const transport = (at: number, options = {}) =>
    createTransport({ host: '127.0.0.1', port: at, ignoreTLS: true, name: 'client.invalid', ...options });
  const send = (to: string, at = port, options = {}) =>
    transport(at, options).sendMail({
      envelope: { from: '', to: [to] },
      raw: 'Subject: essai\r\n\r\nBonjour',
    });
  const client = async (at: number, hello = 'EHLO client.invalid') => {
    const { client: raw } = await RawSmtp.connect(at);
    return { raw, hello: await raw.say(hello) };
  };

  it('says 250 with the reference once received, and keeps the envelope', async () => {
    expect((await send('Courrier+abc@caf.invalid')).response).toBe('250 2.0.0 C-2026-000001');
    expect(envelope).toMatchObject({
      remoteAddress: '127.0.0.1',
      helo: 'client.invalid',
      mailFrom: '',
      recipients: ['Courrier+abc@caf.invalid'],
    });
  });

  it('keeps the message with its sender while storage or database is away, and refuses what is for others', async () => {
    fail = new Error('connect ECONNREFUSED');
    await expect(send('courrier@caf.invalid')).rejects.toMatchObject({ responseCode: 451 });
    await expect(send('autre@caf.invalid')).rejects.toMatchObject({ responseCode: 550 });
  });

  it('announces its size limit, and holds to it at MAIL, while the message comes in, and against who never ends', async () => {
    const { raw, hello } = await client(port);
    expect(hello).toContain(`SIZE ${64 * KILOBYTE}`);
    expect(await raw.say(`MAIL FROM:<p@exemple.invalid> SIZE=${64 * KILOBYTE + 1}`)).toMatch(/^552 /);
    await raw.say('MAIL FROM:<p@exemple.invalid>');
    await raw.say('RCPT TO:<courrier@caf.invalid>');
    await raw.say('DATA');
    const line = `${'x'.repeat(998)}\r\n`;
    raw.socket.write(line.repeat(100));
    // The answer comes after the end, and the same connection goes on.
    expect(await raw.say('.')).toMatch(/^552 5\.3\.4/);
    await raw.say('MAIL FROM:<p@exemple.invalid>');
    await raw.say('RCPT TO:<courrier@caf.invalid>');
    await raw.say('DATA');
    raw.socket.write(line.repeat(200));
    expect(await raw.answer()).toMatch(/^421 /);
    await raw.closed();
    // Nothing more was taken in than shows that it is too much.
    expect(taken).toBeLessThan(64 * KILOBYTE + 64 * KILOBYTE);
  });

  it('cuts off a message that trickles in for ever', async () => {
    const { raw } = await client(await listen({}, { dataMilliseconds: 200 }));
    await raw.say('MAIL FROM:<p@exemple.invalid>');
    await raw.say('RCPT TO:<courrier@caf.invalid>');
    await raw.say('DATA');
    raw.socket.write('Subject: essai\r\n');
    expect(await raw.answer()).toMatch(/^421 /);
  });

  it('encrypts by STARTTLS where it has a certificate, and only there', async () => {
    const certificate = ListenerCertificate.of({
      SMTP_CERT_FILE: pem('certificate.pem'),
      SMTP_KEY_FILE: pem('key.pem'),
    });
    const at = await listen({ certificate });
    const tls = { ignoreTLS: false, requireTLS: true, tls: { rejectUnauthorized: false } };
    expect((await send('courrier@caf.invalid', at, tls)).response).toMatch(/^250 /);
    // Whoever cannot is served all the same (RFC 3207 §4).
    expect((await send('courrier@caf.invalid', at)).response).toMatch(/^250 /);
    await expect(send('courrier@caf.invalid', port, tls)).rejects.toMatchObject({ code: 'ETLS' });
    expect(() =>
      ListenerCertificate.of({ SMTP_CERT_FILE: pem('certificate.pem'), SMTP_KEY_FILE: pem('certificate.pem') }),
    ).toThrow(/^SMTP_KEY_FILE\u00a0: attendu une clé privée/);
  });

  it('answers LMTP for each recipient', async () => {
    const at = await listen({ protocol: 'lmtp' });
    const { raw } = await client(at, 'LHLO relais.invalid');
    const begin = async () => {
      await raw.say('MAIL FROM:<p@exemple.invalid>');
      const answers = [];
      for (const name of ['courrier', 'personne', 'contact'])
        answers.push((await raw.say(`RCPT TO:<${name}@caf.invalid>`)).slice(0, 3));
      expect(answers).toEqual(['250', '550', '250']);
      await raw.say('DATA');
    };
    await begin();
    expect(await raw.say('Subject: essai\r\n\r\nBonjour\r\n.')).toMatch(/^250 2\.0\.0 C-2026-000001/);
    expect(await raw.answer()).toMatch(/^250 2\.0\.0 C-2026-000001/);
    fail = new Error('connect ECONNREFUSED');
    await begin();
    expect(await raw.say('Subject: essai\r\n\r\nBonjour\r\n.')).toMatch(/^451 4\.3\.0/);
    expect(await raw.answer()).toMatch(/^451 4\.3\.0/);
    fail = null;
    expect((await send('contact@caf.invalid', at, { lmtp: true })).response).toMatch(/^250 /);
    await expect(send('contact@caf.invalid', at)).rejects.toMatchObject({ responseCode: 500 });
    await raw.quit();
  });

  it('holds one address to its connections and its messages, for a while, but not a trusted relay', async () => {
    const limits = { peerConnections: 2, peerMessagesPerMinute: 3 };
    const at = await listen({}, limits);
    const [one, two] = [await client(at), await client(at)];
    expect((await RawSmtp.connect(at)).greeting).toMatch(/^421 4\.7\.0/);
    await two.raw.quit();
    const { raw } = await client(at);
    const mail = () => raw.say('MAIL FROM:<p@exemple.invalid>').then((answer) => answer.slice(0, 3));
    expect(await mail()).toBe('250');
    // Addresses that are tried out count as well.
    expect(await raw.say('RCPT TO:<a@caf.invalid>')).toMatch(/^550/);
    expect(await raw.say('RCPT TO:<b@caf.invalid>')).toMatch(/^550/);
    expect(await raw.say('RCPT TO:<c@caf.invalid>')).toMatch(/^450 4\.7\.0/);
    await raw.say('RSET');
    expect(await mail()).toBe('450');
    const relay = await listen({ relays: new Set(['127.0.0.1']) }, limits);
    for (let n = 0; n < 5; n++) expect((await send('courrier@caf.invalid', relay)).response).toMatch(/^250/);
    await Promise.all([one.raw.quit(), raw.quit()]);
  });
});
