import { READ_LIMITS } from '../read-limits';
import { decodeBytes } from './decode-bytes';
import { decodeUtf7 } from './decode-utf7';

export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** Unfolded, raw 8-bit bytes already turned into characters; encoded words still encoded. */
  readonly value: string;
}

export interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** Where the body begins. */
  readonly bodyStart: number;
  /** The block went on past the limits: what follows was not read as headers. */
  readonly endless: boolean;
}

const CR = 13;
const LF = 10;

/** End of the line that starts at `from` (its first line-end character), and where the next one starts; a lone CR ends a line too. */
export function lineEnd(bytes: Buffer, from: number, end: number): { readonly end: number; readonly next: number } {
  let at = from;
  while (at < end && bytes[at] !== LF && bytes[at] !== CR) at++;
  if (at >= end) return { end, next: end };
  const two = bytes[at] === CR && bytes[at + 1] === LF && at + 1 < end;
  return { end: at, next: at + (two ? 2 : 1) };
}

/** RFC 5322 §2.2, with the blank that some programs put before the colon. */
const FIELD = /^([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:([\s\S]*)$/;
/** mbox leaves it on top, some gateways leave it, quoted, among the headers. */
const MBOX_LINE = /^>?From (?!:)\S/;

/**
 * Reads the headers from `start`, forgiving what real mail does: CR-only line ends, mbox lines, lines that are no
 * header, a missing blank line.
 */
export function readHeaderBlock(bytes: Buffer, start: number, end: number): HeaderBlock {
  const fields: { name: string; value: string }[] = [];
  let at = skipLeadingNoise(bytes, start, end);
  let cut = false;
  const limit = Math.min(end, at + READ_LIMITS.headerBytes);
  while (at < limit) {
    const line = lineEnd(bytes, at, end);
    const raw = bytes.subarray(at, Math.min(line.end, limit));
    cut ||= line.end > limit;
    if (isBlank(raw) && !cut) {
      // A line of blanks alone continues a header only where headers go on behind it (RFC 5322 §4.2).
      if (raw.length === 0 || !isFieldAt(bytes, line.next, end))
        return { fields: mend(fields), bodyStart: line.next, endless: false };
      at = line.next;
      continue;
    }
    const last = fields.at(-1);
    const text = decodeBytes(raw, null).replaceAll('\0', '');
    const field = FIELD.exec(text);
    if ((raw[0] === 32 || raw[0] === 9) && last !== undefined) last.value += ` ${text.trim()}`;
    else if (field !== null && fields.length < READ_LIMITS.headerFields)
      fields.push({ name: (field[1] ?? '').toLowerCase(), value: (field[2] ?? '').trim() });
    else if (field !== null) return { fields: mend(fields), bodyStart: at, endless: true };
    else if (!MBOX_LINE.test(text)) {
      if (!headersGoOn(bytes, line.next, end, last === undefined ? 1 : JUNK_LINES))
        return { fields: mend(fields), bodyStart: at, endless: false };
      // A gateway that wraps lines loses the blank that makes them a continuation.
      if (last !== undefined) last.value += ` ${text.trim()}`;
    }
    at = line.next;
  }
  return { fields: mend(fields), bodyStart: Math.min(at, end), endless: cut || at < end };
}

/** First value of a header, '' where there is none. */
export function headerValue(fields: readonly HeaderField[], name: string): string {
  return fields.find((field) => field.name === name)?.value ?? '';
}

function skipLeadingNoise(bytes: Buffer, start: number, end: number): number {
  let at = start;
  if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  while (at < end) {
    const line = lineEnd(bytes, at, end);
    const raw = bytes.subarray(at, line.end);
    const blankBeforeFields = isBlank(raw) && start === 0 && isFieldAt(bytes, line.next, end);
    if (!blankBeforeFields && !(raw.length < 1000 && MBOX_LINE.test(raw.toString('latin1')))) return at;
    at = line.next;
  }
  return at;
}

function isBlank(raw: Buffer): boolean {
  for (const byte of raw) if (byte !== 32 && byte !== 9) return false;
  return true;
}

/** Is there a header on the line at `at`? A body's «Bonjour : …» has an accent, a blank or a space and is none. */
function isFieldAt(bytes: Buffer, at: number, end: number): boolean {
  if (at >= end) return false;
  const head = bytes.subarray(at, Math.min(lineEnd(bytes, at, end).end, at + 120)).toString('latin1');
  return /^[A-Za-z][A-Za-z0-9-]*:(?:[ \t]|$)/.test(head) && (head.includes('-') || KNOWN_FIELD.test(head));
}
const KNOWN_FIELD =
  /^(?:from|to|cc|bcc|subject|date|received|sender|references|precedence|comments|keywords|organization|priority|importance|sensitivity|lines|status|xref|newsgroups|path|mime-version):/i;

/** Lines that are no header are junk among headers where headers follow soon; else the body began without a blank line. */
const JUNK_LINES = 12;
function headersGoOn(bytes: Buffer, from: number, end: number, lines: number): boolean {
  for (let at = from, count = 0; at < end && count < lines; count++) {
    if (isFieldAt(bytes, at, end)) return true;
    const line = lineEnd(bytes, at, end);
    if (isBlank(bytes.subarray(at, line.end))) return false;
    at = line.next;
  }
  return false;
}

function mend(fields: readonly HeaderField[]): HeaderField[] {
  return fields.map(({ name, value }) => ({ name, value: decodeUtf7Words(value) }));
}

/** Encoded words in UTF-7 become UTF-8 ones: parsers refuse that charset, since it hides markup; here the text stays text. */
function decodeUtf7Words(value: string): string {
  return value.replace(
    /=\?(?:unicode-1-1-)?utf-7\?([BbQq])\?([^?\s]*)\?=/gi,
    (_all, encoding: string, data: string) => {
      const ascii = /b/i.test(encoding)
        ? Buffer.from(data, 'base64').toString('latin1')
        : data
            .replace(/_/g, ' ')
            .replace(/=([0-9A-Fa-f]{2})/g, (_hex, code: string) => String.fromCharCode(parseInt(code, 16)));
      return `=?utf-8?B?${Buffer.from(decodeUtf7(ascii), 'utf8').toString('base64')}?=`;
    },
  );
}
