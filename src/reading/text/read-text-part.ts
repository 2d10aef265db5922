import { decodeBytes } from '../mime/decode-bytes';
import { decodeTransfer } from '../mime/decode-transfer';
import { headerValue } from '../mime/header-fields';
import type { MimePart } from '../mime/mime-tree';
import { unflow } from './flowed-text';
import { htmlToText } from './html-to-text';
import { rtfToText } from './rtf-to-text';

/** What a person reads of an inline text part: lines end with LF. */
export function readTextPart(part: MimePart): string {
  const bytes = decodeTransfer(part.body, headerValue(part.fields, 'content-transfer-encoding'));
  return readTextBytes(bytes, part.type.value, part.type.params);
}

/** The same for bytes already decoded, e.g. an attached text file. */
export function readTextBytes(bytes: Buffer, type: string, params: Readonly<Record<string, string>>): string {
  const text = charactersOf(bytes, type, params);
  if (type.endsWith('html')) return htmlToText(text);
  if (type === 'text/enriched' || type === 'text/richtext') return plainOfEnriched(text);
  if (type === 'text/rtf' || text.startsWith('{\\rtf')) return rtfToText(text);
  if (params.format?.toLowerCase() === 'flowed') return unflow(text, params.delsp?.toLowerCase() === 'yes').trim();
  return text.trim();
}

/** Characters of a text's bytes, lines ended by LF. A page that came without a charset may name its own. */
export function charactersOf(bytes: Buffer, type: string, params: Readonly<Record<string, string>>): string {
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
