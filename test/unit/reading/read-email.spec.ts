import { message, readMessage, textOf } from './read-message';

/** Reading of messages as they really come. Real: everything from bytes to ReadItem. Fake: nothing (no DNS is asked). */
describe('readEmail', () => {
  it('reads a plain message', async () => {
    const raw = message([
      'Subject: =?utf-8?Q?Attestation_=C3=A0_recevoir?=',
      'Date: Mon, 2 Nov 2026 10:00:00 +0100',
      'Message-ID: <1@exemple.invalid>',
      'Content-Type: text/plain; charset=utf-8',
    ]);
    const item = await readMessage(raw);
    expect(item).toMatchObject({
      channel: 'email',
      readability: 'read',
      automatic: null,
      mayAutoReply: true,
      from: { name: 'Jeanne Essai', address: 'jeanne@exemple.invalid' },
      recipients: ['courrier@caf.invalid'],
      subject: 'Attestation à recevoir',
      date: '2026-11-02T09:00:00.000Z',
      messageId: '<1@exemple.invalid>',
      text: 'Bonjour,\nmerci.',
    });
  });

  it('takes no date out of a header that holds none, and the day of receipt where it is given', async () => {
    const raw = message(['Date: hier soir']);
    expect((await readMessage(raw)).date).toBeNull();
    expect((await readMessage(raw, { receivedAt: '2026-11-23T09:00:00.000Z' })).date).toBe('2026-11-23T09:00:00.000Z');
  });

  it.each([
    ['CR alone ends its lines', 'From: a@exemple.invalid\rSubject: x\r\rbonjour\rmonde\r', 'bonjour\nmonde'],
    [
      'CR alone, several parts',
      'From: a@exemple.invalid\rContent-Type: multipart/mixed; boundary=b\r\r--b\r\rbonjour\r--b\r\rmonde\r--b--\r',
      'bonjour\n\nmonde',
    ],
    [
      'the declared boundary never occurs',
      'From: a@exemple.invalid\nContent-Type: multipart/mixed; boundary="A"\n\n--B\nContent-Type: text/plain\n\nbonjour\n--B--\n',
      'bonjour',
    ],
    [
      'no boundary occurs at all',
      'From: a@exemple.invalid\nContent-Type: multipart/mixed; boundary="A"\n\nbonjour\n',
      'bonjour',
    ],
    [
      'the end boundary is missing',
      'From: a@exemple.invalid\nContent-Type: multipart/mixed; boundary="A"\n\n--A\n\nbonjour\n',
      'bonjour',
    ],
    [
      'the boundary is not declared',
      'From: a@exemple.invalid\nContent-Type: multipart/mixed\n\n--B\nContent-Type: text/plain\n\nbonjour\n--B--',
      'bonjour',
    ],
    [
      'an mbox line stands on top',
      'From a@exemple.invalid Mon Nov  2 10:00:00 2026\nFrom: a@exemple.invalid\n\nbonjour',
      'bonjour',
    ],
    [
      'a junk line stands among the headers',
      'From: a@exemple.invalid\nnimporte quoi\nSubject: x\n\nbonjour',
      'bonjour',
    ],
    ['there is no header at all', 'bonjour tout le monde', 'bonjour tout le monde'],
    [
      'the body is base64 with junk in it',
      message(['Content-Transfer-Encoding: base64'], 'Ym9u\r\n!!\r\nam91cg==\r\n'),
      'bonjour',
    ],
    [
      'a whole multipart is base64',
      message(
        ['Content-Type: multipart/mixed; boundary=b', 'Content-Transfer-Encoding: base64'],
        Buffer.from('--b\n\nbonjour\n--b--').toString('base64'),
      ),
      'bonjour',
    ],
    ['UTF-7 is used', message(['Content-Type: text/plain; charset=utf-7'], '+AOk-t+AOk-'), 'été'],
    [
      'UTF-8 is declared and Latin-1 sent',
      Buffer.from(message(['Content-Type: text/plain; charset=utf-8'], 'été'), 'latin1'),
      'été',
    ],
    ['Latin-1 is declared and UTF-8 sent', message(['Content-Type: text/plain; charset=iso-8859-1'], 'été'), 'été'],
    ['nothing is declared and UTF-8 sent', message([], 'été'), 'été'],
    ['an unknown charset is declared', message(['Content-Type: text/plain; charset=x-inconnu'], 'été'), 'été'],
    [
      'format=flowed wraps its lines',
      message(['Content-Type: text/plain; format=flowed'], 'bonjour \r\nmonde\r\n'),
      'bonjour monde',
    ],
  ])('reads the text where %s', async (_case, raw, text) => {
    expect((await readMessage(raw)).text).toBe(text);
  });

  it.each(['latin1', 'utf8'] as const)('reads French names from raw %s headers', async (encoding) => {
    const raw = Buffer.from(
      message(['From: Hélène Lefèvre <h@exemple.invalid>', 'Subject: Décès de ma mère']),
      encoding,
    );
    expect(await readMessage(raw)).toMatchObject({ from: { name: 'Hélène Lefèvre' }, subject: 'Décès de ma mère' });
  });

  it('shows the address of Reply-To behind a missing From', async () => {
    const item = await readMessage('Reply-To: Jean <jean@exemple.invalid>\n\nbonjour');
    expect(item).toMatchObject({
      from: { address: 'jean@exemple.invalid' },
      replyTo: { address: 'jean@exemple.invalid' },
    });
    expect(await readMessage('Subject: x\n\nbonjour')).toMatchObject({ from: null, mayAutoReply: false });
  });

  describe('forms of one text', () => {
    const both = (plain: string, html: string) =>
      message(
        ['Content-Type: multipart/alternative; boundary=b'],
        `--b\r\nContent-Type: text/plain\r\n\r\n${plain}\r\n--b\r\nContent-Type: text/html\r\n\r\n${html}\r\n--b--`,
      );

    it('reads the plain one where it says everything', async () => {
      expect((await readMessage(both('bonjour à vous', '<p>bonjour à vous</p>'))).text).toBe('bonjour à vous');
    });
    it('reads the page where the plain one is a stub', async () => {
      expect((await readMessage(both('page web', '<p>Mon numéro : 1234567890 (page web)</p>'))).text).toBe(
        'Mon numéro : 1234567890 (page web)',
      );
    });
    it('reads both where each says more', async () => {
      const { text } = await readMessage(both('je veux une attestation', '<p>mon numéro est 1234567890</p>'));
      expect(text).toBe('je veux une attestation\n\nmon numéro est 1234567890');
    });
  });

  describe('what is attached', () => {
    it('lists files with their bytes, reads texts, and says what it could not read', async () => {
      const body = [
        '--b',
        '',
        'voir pièces',
        '--b',
        'Content-Type: text/plain; name="=?utf-8?Q?re=C3=A7u.txt?="',
        '',
        'loyer de mars',
        '--b',
        'Content-Type: image/jpeg',
        "Content-Disposition: attachment; filename*=utf-8''re%C3%A7u.jpg",
        'Content-Transfer-Encoding: base64',
        '',
        '/9j/4AAQ',
        '--b--',
      ];
      const item = await readMessage(message(['Content-Type: multipart/mixed; boundary=b'], body.join('\r\n')));
      expect(item.attachments).toEqual([
        { name: 'reçu.txt', type: 'text/plain', bytes: 13, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        { name: 'reçu.jpg', type: 'image/jpeg', bytes: 6, sha256: expect.any(String) },
      ]);
      expect(textOf(item, 'attachment')).toBe('loyer de mars');
      expect(item).toMatchObject({
        readability: 'partly',
        unreadable: ['Pièce jointe «\u00a0reçu.jpg\u00a0»\u00a0: image illisible.'],
        // Of the papers that came: a text is no page.
        pagesAgain: [1],
      });
    });

    it('does not mind the pictures of a signature', async () => {
      const body = [
        '--b',
        'Content-Type: text/html',
        '',
        '<p>bonjour</p><img src="cid:logo">',
        '--b',
        'Content-Type: image/png',
        'Content-ID: <logo>',
        'Content-Transfer-Encoding: base64',
        '',
        'iVBORw0KGgo=',
        '--b--',
      ];
      expect(
        await readMessage(message(['Content-Type: multipart/related; boundary=b'], body.join('\r\n'))),
      ).toMatchObject({ readability: 'read' });
    });

    it('reads messages inside a message, encoded ones too; alone they are what was sent', async () => {
      const inner = 'From: Paul <paul@exemple.invalid>\r\nSubject: demande\r\n\r\nje veux une attestation';
      for (const [encoding, content] of [
        ['7bit', inner],
        ['base64', Buffer.from(inner).toString('base64')],
      ]) {
        const body = `--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${content}\r\n--b--`;
        const item = await readMessage(message(['Content-Type: multipart/mixed; boundary=b'], body));
        expect(textOf(item, 'body')).toContain('je veux une attestation');
        expect(item.attachments).toMatchObject([{ name: 'demande', type: 'message/rfc822' }]);
      }
    });
  });

  describe('what cannot be read is said', () => {
    it.each([
      ['nothing', Buffer.alloc(0), /zéro octet/],
      ['white space', '\n\n\n', /ni objet, ni texte/],
      [
        'a picture alone',
        message(['Content-Type: image/jpeg', 'Content-Transfer-Encoding: base64'], '/9j/4AAQ'),
        /image illisible.*Rien de ce que/,
      ],
      [
        'an encrypted message',
        message(['Content-Type: application/pkcs7-mime; name=smime.p7m'], 'MIAG'),
        /chiffré ou scellé/,
      ],
      ['binary noise', Buffer.from(Array.from({ length: 4000 }, (_v, at) => (at * 7919) % 256)), /indéchiffrable/],
      ['a broken PDF', message(['Content-Type: application/pdf; name=a.pdf'], '%PDF-1.7 cassé'), /PDF illisible/],
    ])('for %s', async (_case, raw, reason) => {
      const item = await readMessage(raw);
      expect(item.readability).toBe('unreadable');
      expect(item.unreadable.join(' ')).toMatch(reason);
    });

    it('for a message over the limit, which is not parsed', async () => {
      const item = await readMessage(Buffer.alloc(51 * 1024 * 1024, 'a'));
      expect(item).toMatchObject({
        readability: 'unreadable',
        unreadable: ['Le message dépasse 50\u00a0Mo\u00a0: il est gardé sans avoir été lu.'],
      });
    });

    it('but a subject alone is a readable message', async () => {
      expect(await readMessage(message(['Subject: attestation svp'], ''))).toMatchObject({
        readability: 'read',
        text: '',
      });
    });
  });
});
