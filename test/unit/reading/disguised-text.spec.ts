import { message, readMessage, textOf } from './read-message';

/** Text that is not what it seems: hidden from sight, in another charset than declared, badly encoded. Real: reading. Fake: nothing. */
describe('text hidden on a page', () => {
  const page = (html: string) => readMessage(message(['Content-Type: text/html; charset=utf-8'], html));

  it.each([
    ['white on white', '<p>vu <span style="color:#fff">caché</span></p>'],
    ['white on white, by name', '<p>vu <font color="white">caché</font></p>'],
    ['nearly white on white', '<p>vu <span style="color: rgb(254, 254, 254)">caché</span></p>'],
    [
      'the colour of its cell',
      '<table><tr><td bgcolor="#003366">vu <i style="color:#003366">caché</i></td></tr></table>',
    ],
    ['of no colour at all', '<p>vu <span style="color:rgba(0,0,0,0)">caché</span></p>'],
  ])('is left out and said: %s', async (_how, html) => {
    const item = await page(html);
    expect(item).toMatchObject({ readability: 'partly', text: expect.stringMatching(/^vu *$/) });
    expect(item.unreadable.join(' ')).toMatch(/caché à l’affichage/);
  });

  it.each([
    ['not displayed', '<p style="display:none">caché</p>vu'],
    ['of no size', '<p style="font-size:0">caché</p><p style="FONT-SIZE: 1px">caché</p>vu'],
    ['off the screen', '<div style="position:absolute; left:-9999px">caché</div>vu'],
    ['indented away', '<div style="text-indent:-9999px">caché</div>vu'],
    ['in a box of no height', '<div style="overflow:hidden; height:0px">caché</div>vu'],
    ['by a class of the page', '<style>.p, td.x { display: none !important } </style><div class="a p">caché</div>vu'],
    ['by its identifier', '<style>/* x */ #p { visibility: hidden }</style><div id="p">caché</div>vu'],
    ['a script', '<script>document.write("caché")</script>vu'],
  ])('is left out: %s', async (_how, html) => {
    expect(await page(html)).toMatchObject({ readability: 'read', text: 'vu' });
  });

  it.each([
    [
      'white on a dark cell',
      '<table><tr><td style="background:#003366"><b style="color:white">vu</b></td></tr></table>',
    ],
    ['white on a picture', '<div style="background-image:url(x.png)"><b style="color:white">vu</b></div>'],
    ['hidden on narrow screens alone', '<style>@media (max-width:600px){.m{display:none}}</style><p class="m">vu</p>'],
    ['a little transparent', '<p style="opacity:0.9; font-size:.9em; max-height:0.5em0">vu</p>'],
  ])('is not taken for it: %s', async (_how, html) => {
    expect(await page(html)).toMatchObject({ readability: 'read', text: 'vu' });
  });

  it.each([
    ['hidden text alone', '<div style="display:none">mon numéro</div>', /caché/],
    ['pictures that stayed away', '<p><img src="https://exemple.invalid/x.png"></p>', /images restées sur Internet/],
  ])('is never called empty: %s', async (_case, html, reason) => {
    const item = await readMessage(message(['Subject: demande', 'Content-Type: text/html'], html));
    expect(item.readability).toBe('unreadable');
    expect(item.unreadable.join(' ')).toMatch(reason);
  });
});

describe('charsets', () => {
  const text = (headers: readonly string[], body: Buffer) =>
    readMessage(Buffer.concat([Buffer.from(`${message(headers, '')}`), body])).then((item) => item.text);

  it.each([
    [
      'declared UTF-8, sent Windows-1252',
      'utf-8',
      Buffer.from('l\x92\xe9t\xe9 \x93oui\x94 \x80', 'latin1'),
      'l’été “oui” €',
    ],
    ['declared Latin-1, sent Windows-1252', 'iso-8859-1', Buffer.from('l\x92\xe9t\xe9', 'latin1'), 'l’été'],
    ['Latin-9', 'iso-8859-15', Buffer.from('c\xbdur \xa4', 'latin1'), 'cœur €'],
    ['GB18030', 'gb18030', Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0x81, 0x30, 0x84, 0x36]), '你好¥'],
    ['GB2312', 'gb2312', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), '你好'],
    ['ISO-2022-JP', 'iso-2022-jp', Buffer.from('\x1b$B$3$s\x1b(B', 'latin1'), 'こん'],
    ['ISO-2022-JP declared US-ASCII', 'us-ascii', Buffer.from('\x1b$B$3$s\x1b(B', 'latin1'), 'こん'],
    ['KOI8-R', 'koi8-r', Buffer.from([0xd0, 0xd2, 0xc9]), 'при'],
    ['UTF-16', 'utf-16le', Buffer.from('été', 'utf16le'), 'été'],
    ['UTF-7', 'unicode-1-1-utf-7', Buffer.from('l+IBk-+AOk-t+AOk-'), 'l’été'],
  ])('%s', async (_case, charset, body, wanted) => {
    expect(await text([`Content-Type: text/plain; charset=${charset}`], body)).toBe(wanted);
  });

  it('a page that came without one may name its own', async () => {
    const html = Buffer.concat([
      Buffer.from('<meta charset="koi8-r"><p>'),
      Buffer.from([0xd0, 0xd2, 0xc9]),
      Buffer.from('</p>'),
    ]);
    expect(await text(['Content-Type: text/html'], html)).toBe('при');
  });

  it('UTF-7 and raw Latin-1 in headers give French names', async () => {
    const raw = Buffer.from(
      message(['From: =?utf-7?Q?H+AOk-l+AOg-ne?= <h@exemple.invalid>', 'Subject: D\xe9c\xe8s']),
      'latin1',
    );
    expect(await readMessage(raw)).toMatchObject({ from: { name: 'Hélène' }, subject: 'Décès' });
  });
});

describe('broken encodings', () => {
  const body = (encoding: string, content: string) =>
    readMessage(
      message([`Content-Transfer-Encoding: ${encoding}`, 'Content-Type: text/plain; charset=utf-8'], content),
    );

  it.each([
    ['quoted-printable', 'l=C3=A9t=C3=A9 =ZZ fin=', 'lété =ZZ fin'],
    ['quoted-printable', 'adresse =\r\nchang=c3=a9e=20 \r\nici', 'adresse changée\nici'],
    ['base64', 'Ym9uam91ciA=\r\nYSB2b3Vz', 'bonjour a vous'],
    ['base64', 'Ym9uam91cg== une remarque', 'bonjour'],
    [
      'base64',
      'Bonjour, mon adresse a changé : 1 rue de l’Essai, à Lyon.',
      'Bonjour, mon adresse a changé : 1 rue de l’Essai, à Lyon.',
    ],
    ['x-inconnu', 'bonjour', 'bonjour'],
  ])('%s: %s', async (encoding, content, wanted) => {
    expect((await body(encoding, content)).text.replace(/ +\n/g, '\n')).toBe(wanted);
  });

  it('what decodes to noise is unreadable, not empty; the parts beside it are read', async () => {
    const noise = Buffer.from(Array.from({ length: 300 }, (_v, at) => (at * 7919 + 128) % 256)).toString('base64');
    const alone = await readMessage(message(['Subject: x', 'Content-Transfer-Encoding: base64'], noise));
    expect(alone).toMatchObject({ readability: 'unreadable', text: '' });
    const parts = `--b\r\n\r\nbonjour\r\n--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${noise}\r\n--b--`;
    const beside = await readMessage(message(['Content-Type: multipart/mixed; boundary=b'], parts));
    expect(beside).toMatchObject({ readability: 'partly', text: 'bonjour' });
    expect(beside.unreadable.join(' ')).toMatch(/indéchiffrable/);
  });

  it('names in pieces (RFC 2231) are put together', async () => {
    const file = [
      'Content-Type: text/plain; charset=utf-8',
      "Content-Disposition: attachment; filename*0*=utf-8''re%C3%A7u; filename*1*=%20de%20loyer; filename*2=.txt",
      '',
      '512 euros',
    ].join('\r\n');
    const item = await readMessage(
      message(['Content-Type: multipart/mixed; boundary=b'], `--b\r\n\r\nvoir\r\n--b\r\n${file}\r\n--b--`),
    );
    expect(item.attachments).toMatchObject([{ name: 'reçu de loyer.txt' }]);
    expect(textOf(item, 'attachment')).toBe('512 euros');
  });

  it('format=flowed with DelSp joins what was cut', async () => {
    const raw = message(
      ['Content-Type: text/plain; format=flowed; delsp=yes'],
      'mon adr \r\nesse\r\n> ancien \r\n> texte\r\n-- \r\nJeanne',
    );
    expect((await readMessage(raw)).text).toBe('mon adresse\n> ancientexte\n-- \nJeanne');
  });
});
