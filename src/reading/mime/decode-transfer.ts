/**
 * Bytes of a transfer-encoded content (RFC 2045 §6), as far as they decode: junk between base64 lines, several base64
 * runs one after the other and broken quoted-printable are read as mail programs do.
 */
export function decodeTransfer(body: Buffer, declared: string): Buffer {
  const encoding = declared.trim().toLowerCase().replace(/["';]/g, '').trim();
  if (/^(?:base-?64|b)$/.test(encoding)) return decodeBase64(body);
  if (/^(?:quoted-?printable|qp|q)$/.test(encoding)) return decodeQuotedPrintable(body);
  if (/^(?:x-)?uu(?:e|encode|-encode)?$/.test(encoding)) return decodeUuencode(body.toString('latin1')) ?? body;
  return body;
}

function decodeBase64(body: Buffer): Buffer {
  const text = body.toString('latin1');
  if (isWritten(text)) return body;
  if (!/=[\s]*[A-Za-z0-9+/]/.test(text)) return Buffer.from(text, 'base64');
  // Padding ends a run; words behind it on its line are a remark.
  const runs = text.replace(/(=)[ \t]+[^\r\n]*/g, '$1').split(/=+/);
  return Buffer.concat(runs.map((run) => Buffer.from(run, 'base64')));
}

/** A text that was declared base64 and sent as it is has words in it: blanks inside its lines, signs that base64 does not know. */
function isWritten(text: string): boolean {
  const head = text.slice(0, 20_000);
  const strange = head.match(/[^A-Za-z0-9+/=\s_-]|\S[ \t](?=\S)/g)?.length ?? 0;
  return strange > 8 && strange > head.length * 0.08;
}

function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte !== 61) {
      out[length++] = byte;
      continue;
    }
    const high = hexDigit(body[at + 1]);
    const low = hexDigit(body[at + 2]);
    const soft = softBreakLength(body, at + 1);
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      at += 2;
    } else if (soft >= 0) at += soft;
    else out[length++] = byte;
  }
  return out.subarray(0, length);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Length of «blanks, line end» at `at`, -1 where there is no soft line break (RFC 2045 §6.7 rule 5); the end of all is one. */
function softBreakLength(body: Buffer, at: number): number {
  let to = at;
  while (body[to] === 32 || body[to] === 9) to++;
  if (to >= body.length) return to - at;
  if (body[to] === 13) return to - at + (body[to + 1] === 10 ? 2 : 1);
  return body[to] === 10 ? to - at + 1 : -1;
}

/** One file of `begin 644 name` … `end`; null where there is none. */
export function decodeUuencode(text: string): Buffer | null {
  const lines = text.split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => /^begin [0-7]{3,4} \S/.test(line));
  if (first < 0) return null;
  const chunks: Buffer[] = [];
  for (const line of lines.slice(first + 1)) {
    if (/^end\s*$/.test(line)) break;
    const size = (line.charCodeAt(0) - 32) & 63;
    const values = [...line.slice(1)].map((char) => (char.charCodeAt(0) - 32) & 63);
    const bytes: number[] = [];
    for (let at = 0; at + 3 < values.length + 3 && bytes.length < size; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = values.slice(at, at + 4);
      bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
    }
    chunks.push(Buffer.from(bytes.slice(0, size)));
  }
  return Buffer.concat(chunks);
}
