import { parseAddressHeader, simpleParser } from 'mailparser';
import type { MailAddress } from '../../domain/correspondence';
import { READ_LIMITS } from '../read-limits';
import { type HeaderField, headerValue } from './header-fields';

export interface MessageHeaders {
  /** Every mailbox of From, groups opened; RFC 5322 allows several, an authenticated message has one. */
  readonly from: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  /** To, Cc, Bcc and their Resent- forms, lower case. */
  readonly recipients: readonly string[];
  readonly subject: string;
  /** ISO 8601, null where none was written or it is no date. */
  readonly date: string | null;
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
}

/** RFC 3834 §2, RFC 5230 §4.5: where a recipient may be named. */
const RECIPIENT_FIELDS = ['to', 'cc', 'bcc', 'resent-to', 'resent-cc', 'resent-bcc', 'apparently-to'];

/** The headers of a message, decoded by mailparser from fields already mended. */
export async function readMessageHeaders(fields: readonly HeaderField[]): Promise<MessageHeaders> {
  return {
    from: fields.filter(({ name }) => name === 'from').flatMap(({ value }) => addresses(value)),
    replyTo: addresses(headerValue(fields, 'reply-to')),
    recipients: [
      ...new Set(
        fields
          .filter(({ name }) => RECIPIENT_FIELDS.includes(name))
          .flatMap(({ value }) => addresses(value))
          .map(({ address }) => address.toLowerCase()),
      ),
    ],
    subject: await decodeWords(headerValue(fields, 'subject')),
    date: isoDate(headerValue(fields, 'date')),
    messageId: messageIds(headerValue(fields, 'message-id'))[0] ?? null,
    inReplyTo: messageIds(headerValue(fields, 'in-reply-to'))[0] ?? null,
    references: messageIds(headerValue(fields, 'references')).slice(-100),
  };
}

/** Mailboxes of an address header; what has no `@` is none. */
export function addresses(value: string): MailAddress[] {
  if (value === '') return [];
  return parseAddressHeader(value.slice(0, 100_000), { flatten: true, decodePunycode: false })
    .value.map(({ name, address }) => ({
      name: tidy(name).slice(0, READ_LIMITS.nameLength),
      address: (address ?? '').trim(),
    }))
    .filter(({ address }) => /^[^\s@<>]+@[^\s@<>]+$/.test(address));
}

/** Characters of an unstructured header with its encoded words (RFC 2047) decoded, on one line. */
export async function decodeWords(value: string): Promise<string> {
  if (!value.includes('=?')) return tidy(value).slice(0, READ_LIMITS.subjectLength);
  const { subject } = await simpleParser(`Subject: ${value}\r\n\r\n`, LEAN);
  return tidy(subject ?? '').slice(0, READ_LIMITS.subjectLength);
}

/** File name of a part, from both its headers, encoded words and RFC 2231 included; null where none is given. */
export async function fileNameOf(fields: readonly HeaderField[]): Promise<string | null> {
  const disposition = headerValue(fields, 'content-disposition');
  const type = headerValue(fields, 'content-type');
  if (!/name/i.test(disposition) && !/name/i.test(type)) return null;
  const parsed = await simpleParser(
    `Content-Disposition: ${disposition || 'attachment'}\r\nContent-Type: ${type || 'application/octet-stream'}\r\n\r\n`,
    LEAN,
  );
  const named = ['content-disposition', 'content-type'].map((key) => {
    const header = parsed.headers.get(key);
    const params = typeof header === 'object' && header !== null && 'params' in header ? header.params : {};
    return (params as Record<string, string | undefined>)[key === 'content-type' ? 'name' : 'filename'];
  });
  const name = tidy(named.find((one) => one !== undefined && one.trim() !== '') ?? '');
  // A name is a name: whatever folders it carries are its sender's.
  return name === '' ? null : (name.split(/[\\/]/).at(-1) ?? name).slice(0, 255);
}

const LEAN = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true } as const;

function tidy(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
}

/** RFC 5322 §3.3; a parser that puts today in place of a broken date would invent one. */
function isoDate(value: string): string | null {
  const written = value
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (!/\d{1,2}:\d{2}|\d{4}/.test(written)) return null;
  const time = Date.parse(written);
  const year = new Date(time).getUTCFullYear();
  return Number.isNaN(time) || year < 1970 || year > 2200 ? null : new Date(time).toISOString();
}

function messageIds(value: string): string[] {
  const bracketed = value.match(/<[^<>\s]{1,500}>/g);
  if (bracketed !== null) return bracketed;
  const bare = value.trim();
  return /^[^\s<>]{1,500}$/.test(bare) ? [`<${bare}>`] : [];
}
