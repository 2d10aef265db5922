import { decompressRtf } from '../../../src/reading/tnef/decompress-rtf';
import { aTnef } from '../../builders/a-tnef';
import { message, readMessage, textOf } from './read-message';

/**
 * Mail that comes wrapped in some program's own form: winmail.dat, S/MIME, PGP, uuencode, yEnc, fragments, invitations.
 * Real: everything from bytes to ReadItem. Fake: nothing; every person is invented.
 */
describe('winmail.dat', () => {
  const outlook = (bytes: Buffer, beside = '') =>
    message(
      ['Content-Type: multipart/mixed; boundary=b'],
      [
        '--b',
        'Content-Type: text/plain; charset=utf-8',
        '',
        beside,
        '--b',
        'Content-Type: application/ms-tnef; name="winmail.dat"',
        'Content-Disposition: attachment; filename="winmail.dat"',
        'Content-Transfer-Encoding: base64',
        '',
        bytes.toString('base64'),
        '--b--',
      ].join('\r\n'),
    );

  it.each([
    ['plain text', aTnef({ plain: 'Je suis hébergée depuis mars.' })],
    ['a page', aTnef({ html: '<p>Je suis hébergée depuis mars.</p>' })],
    [
      'RTF',
      aTnef({
        rtf: "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 Je suis h\\'e9berg\\'e9e depuis mars.\\par}",
      }),
    ],
    [
      'RTF made of a page',
      aTnef({
        rtf: '{\\rtf1\\ansi\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Je suis h\\u233?berg\\uc1\\u233?e depuis mars.{\\*\\htmltag72 </p>}}}',
      }),
    ],
  ])('gives its text, kept as %s', async (_form, bytes) => {
    const item = await readMessage(outlook(bytes));
    expect(item).toMatchObject({ readability: 'read', text: 'Je suis hébergée depuis mars.', attachments: [] });
    expect(textOf(item, 'body')).toBe('Je suis hébergée depuis mars.');
  });

  it('gives its files by their long names, and the messages inside', async () => {
    const inner = { name: 'Ma demande', bytes: aTnef({ plain: 'Je demande une attestation.' }) };
    const files = [{ name: 'Reçu de loyer.txt', bytes: Buffer.from('Loyer payé : 512,00') }];
    const item = await readMessage(outlook(aTnef({ files, inner }), 'Voir les pièces.'));
    expect(item.attachments).toMatchObject([{ name: 'Reçu de loyer.txt', bytes: 20 }]);
    expect(item.texts).toMatchObject([
      { source: 'body', text: 'Voir les pièces.' },
      { source: 'attachment', name: 'Reçu de loyer.txt', text: 'Loyer payé : 512,00' },
      { source: 'attachment', name: 'Ma demande', text: 'Je demande une attestation.' },
    ]);
  });

  it('does not say twice what the message beside it says', async () => {
    const item = await readMessage(outlook(aTnef({ html: '<b>Bonjour à vous</b>' }), 'Bonjour à vous'));
    expect(item.text).toBe('Bonjour à vous');
  });

  it('says so where it is cut, and keeps what is there', async () => {
    const bytes = aTnef({ plain: 'Le début.', files: [{ name: 'a.txt', bytes: Buffer.alloc(900, 'a') }] });
    const item = await readMessage(outlook(bytes.subarray(0, 400)));
    expect(item.text).toContain('Le début.');
    expect(item).toMatchObject({
      readability: 'partly',
      unreadable: [expect.stringMatching(/winmail\.dat.*incomplète/)],
    });
  });

  it('unpacks the RTF that Outlook packs', () => {
    // The example of MS-OXRTFCP §3.1.1.
    const packed = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
      'hex',
    );
    expect(decompressRtf(Buffer.from('pas du RTF, vraiment pas'), 100)).toBeNull();
    expect(decompressRtf(packed, 100)?.toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
    expect(decompressRtf(packed, 5)).toHaveLength(5);
  });
});

describe('S/MIME', () => {
  const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
  const inner = 'Content-Type: text/plain; charset=utf-8\r\n\r\nMon adresse a changé.';
  const signedData = (content: Buffer) =>
    der(
      0x30,
      oid('2a864886f70d010702'),
      der(
        0xa0,
        der(
          0x30,
          der(2, Buffer.from([1])),
          der(0x31),
          der(0x30, oid('2a864886f70d010701'), der(0xa0, content)),
          der(0x31),
        ),
      ),
    );
  const mail = (bytes: Buffer, type = 'smime-type=signed-data') =>
    message(
      [`Content-Type: application/pkcs7-mime; ${type}; name=smime.p7m`, 'Content-Transfer-Encoding: base64'],
      bytes.toString('base64'),
    );

  it.each([
    ['whole', der(4, Buffer.from(inner))],
    ['in pieces', der(0x24, der(4, Buffer.from(inner.slice(0, 30))), der(4, Buffer.from(inner.slice(30))))],
    ['in pieces without lengths', endless(0x24, der(4, Buffer.from(inner)))],
  ])('reads the text inside an opaque signature, content %s', async (_form, content) => {
    expect(await readMessage(mail(signedData(content)))).toMatchObject({
      readability: 'read',
      text: 'Mon adresse a changé.',
    });
  });

  it('reads a file signed by itself', async () => {
    const item = await readMessage(mail(signedData(der(4, Buffer.from('ligne 1\nligne 2 du relevé\n')))));
    expect(item.text).toBe('ligne 1\nligne 2 du relevé');
  });

  it('gives what is encrypted to a person', async () => {
    const enveloped = der(0x30, oid('2a864886f70d010703'), der(0xa0, der(0x30, der(2, Buffer.from([0])))));
    const item = await readMessage(mail(enveloped, 'smime-type=enveloped-data'));
    expect(item).toMatchObject({ readability: 'unreadable', text: '' });
    expect(item.unreadable.join(' ')).toMatch(/chiffré/);
  });

  it('survives containers that nest without end or are cut', async () => {
    const nest = Buffer.concat([
      Buffer.from('30800609 2a864886f70d010702a080'.replace(/ /g, ''), 'hex'),
      Buffer.alloc(60_000, Buffer.from('3080', 'hex')),
    ]);
    for (const bytes of [nest, nest.subarray(0, 14), Buffer.from('3084ffffffff', 'hex')])
      expect((await readMessage(mail(bytes))).readability).toBe('unreadable');
  });
});

describe('PGP', () => {
  const block = '-----BEGIN PGP MESSAGE-----\n\nhQEMA1x2cGh1c3RlcnMBB/9\nabcd\n=Ab12\n-----END PGP MESSAGE-----';

  it('is unreadable where all is encrypted, in the text or as its own kind of message', async () => {
    const own = `--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n${block}\r\n--b--`;
    for (const raw of [
      message(['Subject: attestation'], block),
      message(
        ['Subject: attestation', 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b'],
        own,
      ),
    ]) {
      const item = await readMessage(raw);
      expect(item).toMatchObject({ readability: 'unreadable', text: '' });
      expect(item.unreadable.join(' ')).toMatch(/chiffré/);
    }
  });

  it('is partly read where something stands beside it', async () => {
    expect(await readMessage(message([], `Bonjour,\n\n${block}\n\nMerci`))).toMatchObject({
      readability: 'partly',
      text: 'Bonjour,\n\n\n\nMerci',
    });
  });
});

describe('files written into the text', () => {
  it('uuencode: the file is attached and read, the text around stays', async () => {
    const item = await readMessage(
      message([], `Voici le reçu.\n\n${uuencoded('loyer.txt', 'Loyer de mars : 512 euros, payé le 3.')}\n\nMerci.`),
    );
    expect(item.attachments).toMatchObject([{ name: 'loyer.txt' }]);
    expect(textOf(item, 'body')).toBe('Voici le reçu.\n\n\nMerci.');
    expect(textOf(item, 'attachment')).toBe('Loyer de mars : 512 euros, payé le 3.');
  });

  it('a letter that says «begin» is a letter', async () => {
    const text = 'begin 644 fois\nJe ne comprends pas.\nend';
    expect((await readMessage(message([], text))).text).toBe(text);
  });

  it('yEnc: the file is attached and read', async () => {
    const data = Buffer.from('Loyer de mars = 512 euros\r\n', 'latin1');
    const encoded = Buffer.concat(
      [...data].map((byte) => {
        const value = (byte + 42) & 255;
        return [0, 10, 13, 61].includes(value) ? Buffer.from([61, (value + 64) & 255]) : Buffer.from([value]);
      }),
    );
    const raw = Buffer.concat([
      Buffer.from(message([], 'Voici.\r\n=ybegin line=128 size=27 name=loyer.txt\r\n')),
      encoded,
      Buffer.from('\r\n=yend size=27\r\n'),
    ]);
    const item = await readMessage(raw);
    expect(item.attachments).toMatchObject([{ name: 'loyer.txt', bytes: 27 }]);
    expect(item.text).toBe('Voici.\n\nLoyer de mars = 512 euros');
  });
});

describe('fragments and invitations', () => {
  it('reads the first piece of a message sent in several, and says that the rest is missing', async () => {
    const raw = message(
      ['Content-Type: message/partial; id="x@exemple.invalid"; number=1; total=2'],
      'Subject: changement\r\nFrom: Paul <paul@exemple.invalid>\r\n\r\nMon adresse a changé.',
    );
    const item = await readMessage(raw);
    expect(item).toMatchObject({ readability: 'partly', unreadable: [expect.stringMatching(/premier morceau/)] });
    expect(textOf(item, 'body')).toContain('Mon adresse a changé.');
  });

  const calendar =
    'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Europe/Paris:20261124T140000\r\nSUMMARY:Rendez-vous dossier loge\r\n ment\r\nLOCATION:Accueil\\, guichet 3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
  it.each([
    ['alone', ['Content-Type: text/calendar; charset=utf-8'], calendar],
    [
      'as the only form',
      ['Content-Type: multipart/alternative; boundary=b'],
      `--b\r\nContent-Type: text/calendar; charset=utf-8\r\n\r\n${calendar}\r\n--b--`,
    ],
  ])('reads an invitation %s', async (_case, headers, body) => {
    expect(await readMessage(message(headers, body))).toMatchObject({
      readability: 'read',
      text: 'Rendez-vous : Rendez-vous dossier logement\nDébut : 24/11/2026 14:00\nLieu : Accueil, guichet 3',
    });
  });
});

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 0x80 ? Buffer.from([body.length]) : Buffer.from([0x82, body.length >> 8, body.length & 255]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

function endless(tag: number, ...content: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80]), ...content, Buffer.from([0, 0])]);
}

function uuencoded(name: string, text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 45) {
    const piece = bytes.subarray(at, at + 45);
    let line = String.fromCharCode(32 + piece.length);
    for (let index = 0; index < piece.length; index += 3) {
      const [a = 0, b = 0, c = 0] = piece.subarray(index, index + 3);
      for (const value of [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63])
        line += value === 0 ? '`' : String.fromCharCode(32 + value);
    }
    lines.push(line);
  }
  return [`begin 644 ${name}`, ...lines, '`', 'end'].join('\n');
}
