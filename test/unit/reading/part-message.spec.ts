import { createHash } from 'node:crypto';
import { findAttachment } from '../../../src/reading/view/find-attachment';
import { partMessage } from '../../../src/reading/view/part-message';

const digestOf = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
const PDF = Buffer.from('%PDF-1.4 invented');
const INNER = 'From: autre@exemple.invalid\r\nSubject: dedans\r\n\r\nUn message joint.\r\n';
const MAIL = Buffer.from(
  [
    'From: Zoé <zoe@exemple.invalid>\r\nSubject: =?utf-8?Q?Pi=C3=A8ces?= [C-2026-000001]\r\nMessage-ID: <un@exemple.invalid>',
    'DKIM-Signature: v=1; b=rien\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=A\r\n',
    '--A\r\nContent-Type: multipart/alternative; boundary=B\r\n',
    '--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBonjour, voilà.',
    '--B\r\nContent-Type: text/html\r\n\r\n<p>Bonjour</p>\r\n--B--',
    `--A\r\nContent-Type: application/pdf; name="é.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${PDF.toString('base64')}`,
    `--A\r\nContent-Type: message/rfc822\r\n\r\n${INNER}`,
    '--A--\r\n',
  ].join('\r\n'),
);

describe('a message parted from some of its files', () => {
  const message = () => {
    // The digest that a reading lists is of the bytes between the boundaries.
    for (const body of [INNER, INNER.trimEnd(), `${INNER}\r\n`])
      if (findAttachment(MAIL, digestOf(body)) !== null) return digestOf(body);
    throw new Error('message joint introuvable');
  };

  it('keeps its words and its other files, and who wrote', () => {
    const { content } = partMessage(MAIL, [digestOf(PDF)], 'without');
    const text = content?.toString() ?? '';
    expect(text).toMatch(/^from: Zoé <zoe@exemple.invalid>\r\n/);
    expect(text).toContain('Bonjour, voilà.');
    expect(text).toContain('message-id: <un@exemple.invalid>');
    expect(findAttachment(content ?? Buffer.alloc(0), digestOf(PDF))).toBeNull();
    expect(findAttachment(content ?? Buffer.alloc(0), message())).not.toBeNull();
  });

  it('has the files alone, byte for byte, under their names, and answers no case', () => {
    const both = [digestOf(PDF), message()];
    const { content } = partMessage(MAIL, both, 'only');
    const text = content?.toString() ?? '';
    for (const digest of both) expect(findAttachment(content ?? Buffer.alloc(0), digest)).not.toBeNull();
    expect(findAttachment(content ?? Buffer.alloc(0), digestOf(PDF))?.content.equals(PDF)).toBe(true);
    expect(text).toContain('name="é.pdf"');
    expect(text).not.toMatch(/Bonjour|message-id|dkim/i);
  });

  it('is nothing where a file is not a part of its own', () => {
    for (const [mail, digests] of [
      [MAIL, [digestOf('rien')]],
      [MAIL, [digestOf(PDF), digestOf('rien')]],
      [Buffer.from('Subject: x\r\n\r\nBonjour'), [digestOf('Bonjour')]],
      [Buffer.alloc(0), [digestOf('')]],
    ] as const)
      expect(partMessage(mail, digests, 'only')).toEqual({ content: null, type: '' });
  });
});
