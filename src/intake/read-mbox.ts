import type { Readable } from 'node:stream';

export interface MboxMessage {
  /** 1 for the first message of the file. */
  readonly position: number;
  /** null where the message is larger than the limit: its bytes were passed over. */
  readonly bytes: Buffer | null;
}

const LF = 10;
/** `From sender Mon Jan  1 10:00:00 2026`, the line between messages (RFC 4155). */
const SEPARATOR = /^From .*(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*\d{4}|@| - |MAILER-DAEMON)/;

/** Is this the first line of an mbox? */
export function isMboxSeparator(line: string): boolean {
  return SEPARATOR.test(line);
}

/** The messages of an mbox, one at a time, in memory for one only; `>From ` lines of bodies lose one sign (mboxrd). */
export async function* readMbox(stream: Readable, limit: number): AsyncGenerator<MboxMessage> {
  let message = new MessageInProgress(limit);
  let position = 0;
  let afterBlank = true;
  for await (const line of linesOf(stream)) {
    if (afterBlank && line[0] === 0x46 && isMboxSeparator(line.subarray(0, 300).toString('latin1'))) {
      if (position > 0) yield { position, bytes: message.bytes() };
      position++;
      message = new MessageInProgress(limit);
    } else {
      position = Math.max(position, 1);
      message.add(unescaped(line));
    }
    afterBlank = line.length <= 2 && (line[0] === LF || line[1] === LF);
  }
  if (position > 0) yield { position, bytes: message.bytes() };
}

class MessageInProgress {
  private readonly lines: Buffer[] = [];
  private size = 0;

  constructor(private readonly limit: number) {}

  add(line: Buffer): void {
    this.size += line.length;
    if (this.size <= this.limit) this.lines.push(line);
    else this.lines.length = 0;
  }

  bytes(): Buffer | null {
    return this.size > this.limit ? null : Buffer.concat(this.lines);
  }
}

function unescaped(line: Buffer): Buffer {
  if (line[0] !== 0x3e) return line;
  return /^>+From /.test(line.subarray(0, 60).toString('latin1')) ? line.subarray(1) : line;
}

/** Lines with their ends; a line without end is cut at a megabyte, which changes nothing of its bytes. */
async function* linesOf(stream: Readable): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(LF, from); end >= 0; end = bytes.indexOf(LF, from)) {
      yield bytes.subarray(from, end + 1);
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > 1024 * 1024) {
      yield rest;
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0) yield rest;
}
