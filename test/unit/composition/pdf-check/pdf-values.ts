/** A value of a PDF's objects or content (ISO 32000-1 §7.3): a name keeps its «/», an operator stands without one. */
export type PdfValue = null | boolean | number | string | PdfText | PdfReference | readonly PdfValue[] | PdfDictionary;
export interface PdfText {
  readonly text: string;
}
export interface PdfReference {
  readonly ref: number;
}
export type PdfDictionary = ReadonlyMap<string, PdfValue>;

const BETWEEN = /(?:\s|%[^\n]*\n)*/y;
const REFERENCE = /(\d+) \d+ R(?![A-Za-z])/y;
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?![A-Za-z])/y;
const NAME = /\/[^\s()<>[\]{}/%]*/y;
const HEX = /<([0-9a-fA-F\s]*)>/y;
const WORD = /[^\s()<>[\]{}/%]+/y;

/** Every value of a text in order: one for an object, operands and operators for a page's content. */
export function* readPdfValues(source: string): Generator<PdfValue> {
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found) at = pattern.lastIndex;
    return found;
  };

  for (;;) {
    match(BETWEEN);
    if (at >= source.length) return;
    yield value();
  }

  function value(): PdfValue {
    match(BETWEEN);
    if (source.startsWith('<<', at)) return dictionary();
    if (source[at] === '[') return array();
    if (source[at] === '(') return literal();
    const hex = match(HEX)?.[1];
    if (hex !== undefined) return { text: Buffer.from(hex.replace(/\s/g, ''), 'hex').toString('latin1') };
    const reference = match(REFERENCE)?.[1];
    if (reference !== undefined) return { ref: Number(reference) };
    const number = match(NUMBER)?.[0];
    if (number !== undefined) return Number(number);
    const name = match(NAME)?.[0];
    if (name !== undefined) return name;
    const word = match(WORD)?.[0];
    if (word === undefined) throw new Error(`PDF: «${source.slice(at, at + 20)}»`);
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : word;
  }

  function dictionary(): PdfDictionary {
    at += 2;
    const entries = new Map<string, PdfValue>();
    for (match(BETWEEN); !source.startsWith('>>', at); match(BETWEEN)) {
      const key = match(NAME)?.[0];
      if (key === undefined) throw new Error('PDF: a dictionary without a name');
      entries.set(key.slice(1), value());
    }
    at += 2;
    return entries;
  }

  function array(): readonly PdfValue[] {
    at += 1;
    const items: PdfValue[] = [];
    for (match(BETWEEN); source[at] !== ']'; match(BETWEEN)) {
      if (at >= source.length) throw new Error('PDF: an array without end');
      items.push(value());
    }
    at += 1;
    return items;
  }

  function literal(): PdfText {
    let text = '';
    let depth = 0;
    for (;;) {
      const sign = source[at];
      if (sign === undefined) throw new Error('PDF: a string without end');
      at += 1;
      if (sign === '\\') {
        const escaped = source[at] ?? '';
        at += 1;
        text += { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[escaped] ?? escaped;
        continue;
      }
      if (sign === '(') depth += 1;
      if (sign === ')') depth -= 1;
      if (depth === 0) return { text: decoded(text.slice(1)) };
      text += sign;
    }
  }
}

/** A text string: UTF-16 behind its mark, else as it stands. */
function decoded(text: string): string {
  if (!text.startsWith('\u00fe\u00ff')) return text;
  return Buffer.from(text.slice(2), 'latin1').swap16().toString('utf16le');
}

export const isReference = (value: PdfValue | undefined): value is PdfReference =>
  typeof value === 'object' && value !== null && 'ref' in value;
export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary => value instanceof Map;
export const isText = (value: PdfValue | undefined): value is PdfText =>
  typeof value === 'object' && value !== null && 'text' in value;
export const isList = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);
