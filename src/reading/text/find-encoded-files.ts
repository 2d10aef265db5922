import { decodeUuencode } from '../mime/decode-transfer';

/** A file written into the text itself, as programs did before MIME and news readers still do. */
export interface EncodedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface WithoutFiles {
  /** The text that is left. */
  readonly text: string;
  readonly files: readonly EncodedFile[];
}

const UU_BEGIN = /^begin [0-7]{3,4} (\S.{0,200})$/;
/** Length in the first character, then four characters for each three bytes; some programs drop blanks at the end. */
const UU_LINE = /^[\x20-\x60][\x20-\x60]{0,84}$/;
const YENC_BEGIN = /^=ybegin\b.{0,400}? name=(.{1,200})$/;

/** Takes uuencoded files out of a text; «begin» in a letter, with no lines of such a file behind it, stays. */
export function findEncodedFiles(text: string): WithoutFiles {
  if (!text.includes('begin ')) return { text, files: [] };
  const lines = text.split('\n');
  const kept: string[] = [];
  const files: EncodedFile[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const name = UU_BEGIN.exec(line)?.[1];
    const end = name === undefined ? -1 : uuEnd(lines, at);
    if (name === undefined || end < 0) {
      kept.push(line);
      continue;
    }
    files.push({ name, bytes: decodeUuencode(lines.slice(at, end + 1).join('\n')) ?? Buffer.alloc(0) });
    at = end;
  }
  return { text: kept.join('\n').trim(), files };
}

/** Index of the last line of the file that begins at `at`; -1 where there is none. */
function uuEnd(lines: readonly string[], at: number): number {
  let last = at;
  while (last + 1 < lines.length && UU_LINE.test(lines[last + 1] ?? '') && !/^end\s*$/.test(lines[last + 1] ?? ''))
    last++;
  if (/^end\s*$/.test(lines[last + 1] ?? '')) return last + 1;
  return last - at >= 3 ? last : -1;
}

/**
 * Takes yEnc files (yenc.org, draft 1.3) out of the bytes of a text: one byte each, 42 added, `=` before the critical ones.
 * @returns the bytes left, and the files
 */
export function findYencFiles(body: Buffer): { readonly body: Buffer; readonly files: readonly EncodedFile[] } {
  if (!body.includes('=ybegin ')) return { body, files: [] };
  const lines = splitLines(body);
  const kept: Buffer[] = [];
  const files: EncodedFile[] = [];
  let open: { name: string; pieces: Buffer[] } | null = null;
  for (const line of lines) {
    const head = line.subarray(0, 700).toString('latin1').trimEnd();
    const name = YENC_BEGIN.exec(head)?.[1];
    if (open === null && name !== undefined) open = { name: name.trim(), pieces: [] };
    else if (open === null) kept.push(line);
    else if (head.startsWith('=yend')) {
      files.push({ name: open.name, bytes: Buffer.concat(open.pieces) });
      open = null;
    } else if (!head.startsWith('=ypart')) open.pieces.push(yencLine(line));
  }
  if (open !== null) files.push({ name: open.name, bytes: Buffer.concat(open.pieces) });
  return { body: Buffer.concat(kept), files };
}

function splitLines(body: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf(10, at);
    const next = end < 0 ? body.length : end + 1;
    lines.push(body.subarray(at, next));
    at = next;
  }
  return lines;
}

function yencLine(line: Buffer): Buffer {
  const out = Buffer.allocUnsafe(line.length);
  let length = 0;
  for (let at = 0; at < line.length; at++) {
    const byte = line[at] ?? 0;
    if (byte === 10 || byte === 13) continue;
    if (byte === 61) out[length++] = ((line[++at] ?? 0) - 106) & 255;
    else out[length++] = (byte - 42) & 255;
  }
  return out.subarray(0, length);
}
