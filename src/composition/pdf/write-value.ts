const ESCAPED: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\\': '\\\\',
  '(': '\\(',
  ')': '\\)',
};
const TO_ESCAPE = /[\n\r\t\b\f()\\]/g;

/** A value that is in the syntax of the file already. */
export class Written {
  constructor(private readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/**
 * A value of a PDF as pdfkit holds it, in the syntax of the file and in Latin-1: a string is a name, a String a text, what else is an
 * object of pdfkit's own writes itself. pdfkit's own asks each value eight times what it is (3 % of the time of a document).
 */
export function writeValue(value: unknown): string {
  if (typeof value === 'string') return `/${value}`;
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6);
  if (typeof value !== 'object' || value === null) return String(value ?? null);
  if (Array.isArray(value)) return `[${value.map(writeValue).join(' ')}]`;
  if (Object.getPrototypeOf(value) === Object.prototype) return writeDictionary(value as Record<string, unknown>);
  if (value instanceof String)
    return `(${textOf(value.valueOf()).replace(TO_ESCAPE, (sign) => ESCAPED[sign] ?? sign)})`;
  if (value instanceof Date)
    return `(D:${value
      .toISOString()
      .replace(/\.\d+Z$/, '')
      .replace(/\D/g, '')}Z)`;
  if (value instanceof Uint8Array) return `<${Buffer.from(value).toString('hex')}>`;
  // References and trees.
  return String(value);
}

function writeDictionary(dictionary: Readonly<Record<string, unknown>>): string {
  let text = '<<';
  for (const key in dictionary) {
    const value = dictionary[key];
    if (value !== undefined) text += `\n/${key} ${writeValue(value)}`;
  }
  return `${text}\n>>`;
}

/** Plain, or UTF-16 behind its mark, a byte a sign. */
function textOf(text: string): string {
  for (let at = 0; at < text.length; at += 1)
    if (text.charCodeAt(at) > 0x7f) return Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('latin1');
  return text;
}
