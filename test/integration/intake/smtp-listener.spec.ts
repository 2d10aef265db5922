import { createTransport } from 'nodemailer';
import type { Receiver } from '../../../src/intake/receiver';
import { SmtpListener } from '../../../src/intake/smtp-listener';
import { DocumentTooLarge } from '../../../src/persistence/document-store/incoming-folder';
import { createLogger } from '../../../src/platform/logger';

/** What a sender is told. Real: SMTP. Fake: what receives, failing as told. */
describe('SmtpListener', () => {
  let fail: Error | null = null;
  let envelope: unknown;
  const receiver = {
    refuseWhenFull: async () => undefined,
    receiveEmail: async (stream: NodeJS.ReadableStream, _source: string, given: unknown) => {
      envelope = given;
      for await (const _ of stream);
      if (fail !== null) throw fail;
      return { id: 'x', reference: 'C-2026-000001', state: 'received', created: true };
    },
  } as unknown as Receiver;
  const listener = new SmtpListener(
    { host: '127.0.0.1', port: 0, mailboxes: ['courrier@caf.invalid'] },
    receiver,
    createLogger('silent'),
  );
  let port: number;
  beforeAll(async () => {
    port = await listener.listen();
  });
  afterAll(() => listener.close());
  beforeEach(() => {
    fail = null;
  });

  const send = (to: string, raw = 'Subject: essai\r\n\r\nBonjour') =>
    createTransport({ host: '127.0.0.1', port, ignoreTLS: true, name: 'client.invalid' }).sendMail({
      envelope: { from: '', to: [to] },
      raw,
    });

  it('says 250 with the reference once received, and keeps the envelope', async () => {
    expect((await send('Courrier+abc@caf.invalid')).response).toBe('250 2.0.0 C-2026-000001');
    expect(envelope).toMatchObject({
      remoteAddress: '127.0.0.1',
      helo: 'client.invalid',
      mailFrom: '',
      recipients: ['Courrier+abc@caf.invalid'],
    });
  });

  it('keeps the message with its sender while storage or database is away', async () => {
    fail = new Error('connect ECONNREFUSED');
    await expect(send('courrier@caf.invalid')).rejects.toMatchObject({ responseCode: 451 });
  });

  it('refuses what is too large and what is for others', async () => {
    fail = new DocumentTooLarge('trop');
    await expect(send('courrier@caf.invalid')).rejects.toMatchObject({ responseCode: 552 });
    await expect(send('autre@caf.invalid')).rejects.toMatchObject({ responseCode: 550 });
  });
});
