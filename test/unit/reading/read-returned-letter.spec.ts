import { message, readMessage } from './read-message';

/** What a delivery report is about. Real: reading of whole messages. Fake: nothing. */
describe('a delivery report', () => {
  const report = (action: string, returned: string) =>
    message(
      ['From: <>', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
      [
        ...['--b', 'Content-Type: text/plain', '', 'Voici pourquoi.'],
        ...['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.invalid', ''],
        ...[`Final-Recipient: rfc822; x@exemple.invalid`, `Action: ${action}`, 'Status: 5.1.1', ''],
        ...['--b', returned, '--b--', ''],
      ].join('\r\n'),
    );
  const letter = 'Message-ID: <lettre@caf.invalid>\r\nSubject: Votre demande\r\n\r\n';

  it.each([
    ['whole', `Content-Type: message/rfc822\r\n\r\n${letter}Bonjour`],
    ['by its headers', `Content-Type: text/rfc822-headers\r\n\r\n${letter}`],
  ])('names the letter that it gives back %s', async (_, returned) => {
    expect(await readMessage(report('failed', returned))).toMatchObject({
      automatic: 'bounce',
      undelivered: true,
      references: ['<lettre@caf.invalid>'],
    });
  });

  it.each(['delayed', 'delivered', 'relayed', 'expanded'])('does not take %s for a failure', async (action) => {
    const item = await readMessage(report(action, `Content-Type: text/rfc822-headers\r\n\r\n${letter}`));
    expect(item).toMatchObject({ automatic: 'bounce', undelivered: false });
  });

  it('believes older shapes that say so, and no empty return path alone', async () => {
    const of = async (headers: readonly string[]) => (await readMessage(message(headers))).undelivered;
    expect(await of(['X-Failed-Recipients: x@exemple.invalid'])).toBe(true);
    expect(await of(['From: MAILER-DAEMON@exemple.invalid', 'Subject: Warning: message delayed 4 hours'])).toBe(false);
    expect(await of(['Return-Path: <>'])).toBe(false);
    expect(await of(['Subject: bonjour'])).toBeUndefined();
  });
});
