import { decodeBytes } from '../mime/decode-bytes';
import { decodeTransfer } from '../mime/decode-transfer';
import { headerValue } from '../mime/header-fields';
import type { MimePart } from '../mime/mime-tree';
import { READ_LIMITS } from '../read-limits';
import { unflow } from './flowed-text';
import { htmlToText } from './html-to-text';
import { rtfToText } from './rtf-to-text';

/** What a person reads of an inline text part: lines end with LF. */
export function readTextPart(part: MimePart): string {
  const bytes = decodeTransfer(part.body, headerValue(part.fields, 'content-transfer-encoding'));
  return readTextBytes(bytes, part.type.value, part.type.params, READ_LIMITS.textLength);
}

/**
 * The same for bytes already decoded, e.g. an attached text file.
 * @param most characters that are kept: of a longer text more than these come back, but not all
 */
export function readTextBytes(
  bytes: Buffer,
  type: string,
  params: Readonly<Record<string, string>>,
  most = Number.POSITIVE_INFINITY,
): string {
  if (type.endsWith('html')) return htmlToText(charactersUpTo(READ_LIMITS.htmlLength, bytes, type, params));
  const beginning = holdsMore(bytes, type) ? bytes : beginningOf(bytes, most);
  const text = writtenText(beginning, type, params);
  // What is kept may have been blanks.
  return beginning.length < bytes.length && text.length <= most ? writtenText(bytes, type, params) : text;
}

/** Commands among its words, or files that were written into it. */
function holdsMore(bytes: Buffer, type: string): boolean {
  return /^text\/(?:enriched|richtext|rtf)$/.test(type) || bytes.includes('{\\rtf') || bytes.includes('begin ');
}

function writtenText(bytes: Buffer, type: string, params: Readonly<Record<string, string>>): string {
  const text = charactersOf(bytes, type, params);
  if (type === 'text/enriched' || type === 'text/richtext') return plainOfEnriched(text);
  if (type === 'text/rtf' || text.startsWith('{\\rtf')) return rtfToText(text);
  if (params.format?.toLowerCase() === 'flowed') return unflow(text, params.delsp?.toLowerCase() === 'yes').trim();
  return text.trim();
}

/** Bytes of one character at most, of the charsets in use. */
const WIDEST_CHARACTER = 4;
const LF = 10;

/** Bytes that hold more characters than are kept, up to a line's end, so that no more of a long text is held in memory. */
function beginningOf(bytes: Buffer, characters: number): Buffer {
  const from = characters * WIDEST_CHARACTER;
  const end = from < bytes.length ? bytes.indexOf(LF, from) : -1;
  return end < 0 ? bytes : bytes.subarray(0, end + 1);
}

/** Characters of a text's bytes: all of them, or more than `most`. */
export function charactersUpTo(
  most: number,
  bytes: Buffer,
  type: string,
  params: Readonly<Record<string, string>>,
): string {
  const beginning = beginningOf(bytes, most);
  const text = charactersOf(beginning, type, params);
  return beginning.length < bytes.length && text.length <= most ? charactersOf(bytes, type, params) : text;
}

/** Characters of a text's bytes, lines ended by LF. A page that came without a charset may name its own. */
function charactersOf(bytes: Buffer, type: string, params: Readonly<Record<string, string>>): string {
  const named = type.endsWith('html') ? META_CHARSET.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1] : undefined;
  return decodeBytes(bytes, params.charset ?? named ?? null)
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/^\ufeff/, '')
    .replace(/\0/g, '');
}
const META_CHARSET = /<meta\b[^>]{0,300}?charset\s*=\s*["']?([\w-]{2,40})/i;

/** RFC 1896: commands in angle brackets, `<<` for one of them, a single line end is a blank. */
function plainOfEnriched(text: string): string {
  return text
    .replace(/<param>[\s\S]*?<\/param>/gi, '')
    .replace(/<<|<\/?[A-Za-z][A-Za-z0-9-]{0,60}>/g, (mark) => (mark === '<<' ? '<' : ''))
    .trim();
}
