/** One `method=result` of an Authentication-Results header, with its properties (`header.d`, `smtp.mailfrom`), lower case. */
export interface MethodResult {
  readonly method: string;
  readonly result: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface AuthenticationResults {
  readonly authservId: string;
  readonly results: readonly MethodResult[];
}

type Token = { readonly kind: 'word' | 'quoted' | 'mark'; readonly text: string };

/**
 * An Authentication-Results header (RFC 8601 §2.2): comments anywhere, quoted strings, versions, `; none`.
 * @returns null where it is none: half understood is not believed
 */
export function parseAuthenticationResults(value: string): AuthenticationResults | null {
  const tokens = tokenise(value);
  if (tokens === null) return null;
  const [head = [], ...statements] = splitAt(tokens, ';');
  const [id, version] = head;
  if (
    id === undefined ||
    id.kind === 'mark' ||
    head.length > 2 ||
    (version !== undefined && !/^\d+$/.test(version.text))
  )
    return null;
  const results: MethodResult[] = [];
  for (const statement of statements) {
    if (statement.length === 0 || (statement.length === 1 && statement[0]?.text.toLowerCase() === 'none')) continue;
    const result = methodResult(statement);
    if (result === null) return null;
    results.push(result);
  }
  return { authservId: id.text.toLowerCase(), results };
}

/** method ["/" version] "=" result *(name "=" value) */
function methodResult(tokens: readonly Token[]): MethodResult | null {
  const pairs: (readonly [string, string])[] = [];
  let at = 0;
  while (at < tokens.length) {
    const name = tokens[at];
    if (name?.kind !== 'word' || tokens[at + 1]?.text !== '=' || tokens[at + 1]?.kind !== 'mark') return null;
    let value = '';
    for (at += 2; at < tokens.length && tokens[at + 1]?.text !== '='; at++) value += tokens[at]?.text ?? '';
    pairs.push([name.text.toLowerCase(), value]);
  }
  const [first, ...rest] = pairs;
  if (first === undefined || first[1] === '') return null;
  const properties: Record<string, string> = {};
  for (const [name, value] of rest) properties[name] ??= value.toLowerCase();
  return { method: first[0].split('/')[0] ?? '', result: first[1].toLowerCase(), properties };
}

function splitAt(tokens: readonly Token[], mark: string): Token[][] {
  const groups: Token[][] = [[]];
  for (const token of tokens)
    if (token.kind === 'mark' && token.text === mark) groups.push([]);
    else groups.at(-1)?.push(token);
  return groups;
}

function tokenise(value: string): Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  while (at < value.length) {
    const char = value.charAt(at);
    if (/\s/.test(char)) at++;
    else if (char === '(') {
      const end = endOfComment(value, at);
      if (end < 0) return null;
      at = end;
    } else if (char === '"') {
      const match = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(value.slice(at));
      if (match === null) return null;
      tokens.push({ kind: 'quoted', text: (match[1] ?? '').replace(/\\([\s\S])/g, '$1') });
      at += match[0].length;
    } else if (char === ';' || char === '=') {
      tokens.push({ kind: 'mark', text: char });
      at++;
    } else {
      // A value such as b=AbC/+== keeps its trailing signs: they are followed by a blank, a mark or the end.
      const word = /^[^\s();="]+(?:=+(?=[\s;(]|$))?/.exec(value.slice(at))?.[0];
      if (word === undefined) return null;
      tokens.push({ kind: 'word', text: word });
      at += word.length;
    }
  }
  return tokens;
}

/** RFC 5322 §3.2.2: comments nest. */
function endOfComment(value: string, start: number): number {
  let depth = 0;
  for (let at = start; at < value.length; at++) {
    const char = value.charAt(at);
    if (char === '\\') at++;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at + 1;
  }
  return -1;
}
