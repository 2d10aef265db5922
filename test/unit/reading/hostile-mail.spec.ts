import { message, readMessage } from './read-message';

/** Messages made to cost: each is read, or said to be past a limit, and none holds the run up to its time limit. Real: reading. Fake: nothing. */
describe('hostile mail', () => {
  const nested = (count: number) =>
    Array.from({ length: count }, (_v, at) => `Content-Type: multipart/mixed; boundary="b${at}"\n\n--b${at}\n`).join(
      '',
    );

  it.each([
    ['1,000 nested parts', `Subject: x\n${nested(1000)}\nau fond\n`, 'partly'],
    [
      '1,000 nested messages',
      `Subject: x\n${'Content-Type: message/rfc822\n\n'.repeat(1000)}\nau fond\n`,
      'unreadable',
    ],
    [
      '2,000 parts side by side',
      message(['Content-Type: multipart/mixed; boundary=b'], '--b\n\nx\n'.repeat(2000)),
      'partly',
    ],
    [
      'headers without end',
      `From: a@exemple.invalid\n${Array.from({ length: 50_000 }, (_v, at) => `X-${at}: v\n`).join('')}`,
      'partly',
    ],
    ['one header without end', `Subject: ${'x'.repeat(3_000_000)}`, 'unreadable'],
    ['a folded header without end', `Subject: ${'x\n '.repeat(500_000)}`, 'partly'],
    ['40,000 recipients', message([`Cc: ${'x@exemple.invalid, '.repeat(40_000)}`]), 'read'],
    ['a subject of 50,000 encoded words', message([`Subject: ${'=?utf-8?Q?a?= '.repeat(50_000)}`]), 'read'],
    ['200,000 nested elements', message(['Content-Type: text/html'], `${'<b>'.repeat(200_000)}x`), 'read'],
    ['nested tables', message(['Content-Type: text/html'], `${'<table><tr><td>'.repeat(5_000)}x`), 'read'],
    [
      'open quotes and comments',
      message([`Content-Type: text/plain${';a="'.repeat(50_000)}`, `From: ${'('.repeat(50_000)}`]),
      'read',
    ],
    ['two million blanks', message([], `${' '.repeat(2_000_000)}x`), 'read'],
  ])('%s', async (_case, raw, readability) => {
    const item = await readMessage(raw);
    expect(item.readability).toBe(readability);
    if (readability !== 'read') expect(item.unreadable.join(' ')).not.toBe('');
  });

  it('reads what lies at the bottom of 1,000 nested parts', async () => {
    expect((await readMessage(`Subject: x\n${nested(1000)}\nau fond\n`)).text).toBe('au fond');
  });
});
