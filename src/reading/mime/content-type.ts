export interface ContentType {
  /** Lower case, e.g. `text/plain`. */
  readonly value: string;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * A Content-Type or Content-Disposition, read forgivingly (doubled semicolons, missing quotes, comments).
 * Only the value and the plain parameters; file names are decoded by mailparser.
 */
export function parseContentType(header: string): ContentType {
  const text = stripComments(header);
  const value = (/^[\s;]*([^\s;,]+(?:\s*\/\s*[^\s;,]+)?)/.exec(text)?.[1] ?? '').replace(/\s+/g, '').toLowerCase();
  const params: Record<string, string> = {};
  for (const match of text.matchAll(/;\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"?|([^;]*))/g)) {
    const name = (match[1] ?? '').toLowerCase();
    const content = match[2] !== undefined ? match[2].replace(/\\([\s\S])/g, '$1') : (match[3] ?? '').trim();
    params[name] ??= content;
  }
  // RFC 6838 §4.2: a type and a subtype of at most 127 characters each; anything else is no type.
  return { value: value.length > 255 ? '' : value, params };
}

/** RFC 5322 §3.2.2: comments are not part of a value; a parenthesis inside quotes is. */
function stripComments(header: string): string {
  if (!header.includes('(')) return header;
  let depth = 0;
  let quoted = false;
  let kept = '';
  for (let at = 0; at < header.length; at++) {
    const char = header.charAt(at);
    if (char === '\\') {
      if (depth === 0) kept += header.slice(at, at + 2);
      at++;
    } else if (char === '"' && depth === 0) {
      quoted = !quoted;
      kept += char;
    } else if (!quoted && char === '(') depth++;
    else if (!quoted && char === ')' && depth > 0) depth--;
    else if (depth === 0) kept += char;
  }
  return kept;
}
