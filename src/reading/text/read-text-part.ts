import { decodeBytes } from '../mime/decode-bytes';
import { decodeTransfer } from '../mime/decode-transfer';
import { headerValue } from '../mime/header-fields';
import type { MimePart } from '../mime/mime-tree';
import { unflow } from './flowed-text';
import { htmlToText } from './html-to-text';

/** What a person reads of an inline text part: lines end with LF. */
export function readTextPart(part: MimePart): string {
  const bytes = decodeTransfer(part.body, headerValue(part.fields, 'content-transfer-encoding'));
  return readTextBytes(bytes, part.type.value, part.type.params);
}

/** The same for bytes already decoded, e.g. an attached text file. */
export function readTextBytes(bytes: Buffer, type: string, params: Readonly<Record<string, string>>): string {
  const text = decodeBytes(bytes, params.charset ?? null)
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/^\ufeff/, '')
    .replace(/\0/g, '');
  if (type.endsWith('html')) return htmlToText(text);
  if (type === 'text/enriched' || type === 'text/richtext') return plainOfEnriched(text);
  if (type === 'text/rtf' || text.startsWith('{\\rtf')) return plainOfRtf(text);
  if (params.format?.toLowerCase() === 'flowed') return unflow(text, params.delsp?.toLowerCase() === 'yes').trim();
  return text.trim();
}

/** RFC 1896: commands in angle brackets, `<<` for one of them, a single line end is a blank. */
function plainOfEnriched(text: string): string {
  return text
    .replace(/<param>[\s\S]*?<\/param>/gi, '')
    .replace(/<<|<\/?[A-Za-z][A-Za-z0-9-]{0,60}>/g, (mark) => (mark === '<<' ? '<' : ''))
    .trim();
}

/** The words of an RTF file; its layout is lost. */
function plainOfRtf(text: string): string {
  return text
    .replace(/\{\\(?:\*|fonttbl|colortbl|stylesheet|info|pict)(?:[^{}]|\{[^{}]*\})*\}/g, '')
    .replace(/\\'([0-9a-fA-F]{2})/g, (_all, code: string) => decodeBytes(Buffer.from(code, 'hex'), 'windows-1252'))
    .replace(/\\u(-?\d{1,6})\s?\??/g, (_all, code: string) => String.fromCharCode((Number(code) + 65_536) % 65_536))
    .replace(/\\(?:par|line|row)\b\s?/g, '\n')
    .replace(/\\(?:tab|cell)\b\s?/g, ' ')
    .replace(/\\[a-zA-Z]+-?\d*\s?|[{}]/g, '')
    .trim();
}
