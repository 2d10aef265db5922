import { parseMailboxAddresses } from '../../../src/config/mailbox-address';

describe('parseMailboxAddresses', () => {
  it('reads several mailboxes with what is theirs', () => {
    expect(
      parseMailboxAddresses(
        'imaps://contact%40caf.invalid:mot%3Ade%2Cpasse@imap.caf.invalid/Courrier/Entr%C3%A9e?moveTo=Trait%C3%A9s, imap://deux@caf.invalid:x@127.0.0.1:1430',
      ),
    ).toEqual([
      {
        host: 'imap.caf.invalid',
        port: 993,
        encryption: 'tls',
        user: 'contact@caf.invalid',
        password: 'mot:de,passe',
        folder: 'Courrier/Entrée',
        moveTo: 'Traités',
      },
      {
        host: '127.0.0.1',
        port: 1430,
        encryption: 'offered',
        user: 'deux@caf.invalid',
        password: 'x',
        folder: 'INBOX',
        moveTo: null,
      },
    ]);
  });

  it('demands encryption towards any other machine, and takes no password for a token', () => {
    expect(parseMailboxAddresses('imap://un@imap.caf.invalid')).toMatchObject([
      { encryption: 'starttls', port: 143, password: null },
    ]);
  });

  it.each([
    ['no account', 'imaps://imap.caf.invalid'],
    ['another scheme', 'pop3://un:x@imap.caf.invalid'],
    ['a bad code', 'imaps://un:%zz@imap.caf.invalid'],
    ['an unknown parameter', 'imaps://un:x@imap.caf.invalid?moveto=Traités'],
    ['a move to where it is', 'imaps://un:x@imap.caf.invalid?moveTo=INBOX'],
    ['a fragment', 'imaps://un:x@imap.caf.invalid/#INBOX'],
    ['the same mailbox twice', 'imaps://un:x@imap.caf.invalid,imaps://un:y@imap.caf.invalid/INBOX'],
    ['nothing', ' , '],
  ])('refuses %s', (_, text) => {
    expect(parseMailboxAddresses(text)).toBeNull();
  });
});
