import { lineEnd } from './header-fields';

export interface SplitParts {
  readonly preamble: Buffer;
  readonly parts: readonly Buffer[];
}

const DASH = 45;

/**
 * Cuts a multipart's body at `--boundary` lines (RFC 2046 §5.1.1); a missing end boundary ends with the body.
 * @returns null where the boundary never occurs
 */
export function splitAtBoundary(body: Buffer, boundary: string | null): SplitParts | null {
  if (boundary === null || boundary.trim() === '') return null;
  const wanted = Buffer.from(`--${boundary}`, 'latin1');
  const trimmed = Buffer.from(`--${boundary.trim()}`, 'latin1');
  const parts: Buffer[] = [];
  let preamble: Buffer | null = null;
  let start = 0;
  for (let at = 0, contentEnd = 0; at < body.length; ) {
    const line = lineEnd(body, at, body.length);
    const found =
      body[at] === DASH && body[at + 1] === DASH ? matches(body.subarray(at, line.end), wanted, trimmed) : null;
    if (found !== null) {
      if (preamble === null) preamble = body.subarray(0, contentEnd);
      else if (start <= contentEnd) parts.push(body.subarray(start, contentEnd));
      start = line.next;
      if (found === 'end') return { preamble, parts };
    }
    // The line end before a boundary belongs to the boundary.
    contentEnd = line.end;
    at = line.next;
  }
  if (preamble === null) return null;
  if (start < body.length) parts.push(body.subarray(start));
  return { preamble, parts };
}

/** Pieces between lines that begin with two dashes, at most `most`; for what nests too deep to be followed. */
export function splitAtEveryBoundary(body: Buffer, most: number): Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  for (let at = 0; at < body.length && pieces.length < most; ) {
    const line = lineEnd(body, at, body.length);
    if (body[at] === DASH && body[at + 1] === DASH && line.end > at + 2) {
      if (at > start) pieces.push(body.subarray(start, at));
      start = line.next;
    }
    at = line.next;
  }
  if (start < body.length && pieces.length < most) pieces.push(body.subarray(start));
  return pieces;
}

function matches(line: Buffer, wanted: Buffer, trimmed: Buffer): 'open' | 'end' | null {
  const prefix = startsWith(line, wanted) ? wanted : startsWith(line, trimmed) ? trimmed : null;
  if (prefix === null) return null;
  const rest = line.subarray(prefix.length).toString('latin1').trim();
  return rest === '' ? 'open' : rest === '--' ? 'end' : null;
}

const startsWith = (line: Buffer, prefix: Buffer): boolean =>
  line.length >= prefix.length && line.compare(prefix, 0, prefix.length, 0, prefix.length) === 0;

/**
 * The boundary that a body uses where the declared one never occurs: a line of two dashes and no blanks, right before
 * a Content-… header (RFC 2046 §5.1: a part's headers follow its boundary at once).
 */
export function guessBoundary(body: Buffer): string | null {
  for (let at = 0; at < body.length; ) {
    const line = lineEnd(body, at, body.length);
    if (body[at] === DASH && body[at + 1] === DASH && line.end - at > 2 && line.end - at < 1_000) {
      const next = body.subarray(line.next, line.next + 40).toString('latin1');
      const text = body
        .subarray(at + 2, line.end)
        .toString('latin1')
        .trimEnd();
      if (!/\s{2}/.test(text) && /^Content-[A-Za-z-]+[ \t]*:/i.test(next)) return text;
    }
    at = line.next;
  }
  return null;
}
