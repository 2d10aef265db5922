import { Parser } from 'htmlparser2';

/** Which elements of a format hold words, and which end a line or part two words. */
export interface Markup {
  /** Elements whose text is read; null: all text is, but in those left out. */
  readonly words: ReadonlySet<string> | null;
  readonly leftOut: ReadonlySet<string>;
  /** Whose end ends a line. */
  readonly lines: ReadonlySet<string>;
  /** Whose end parts what stands beside it. */
  readonly gaps: ReadonlySet<string>;
}

/** ECMA-376: text that was struck out while changes were tracked is not what the writer says. */
export const WORD: Markup = {
  words: new Set(['w:t']),
  leftOut: new Set(['w:del', 'w:moveFrom', 'mc:Fallback']),
  lines: new Set(['w:p', 'w:br', 'w:cr']),
  gaps: new Set(['w:tab', 'w:tc', 'w:noBreakHyphen']),
};

export const PRESENTATION: Markup = {
  words: new Set(['a:t']),
  leftOut: new Set(['mc:Fallback']),
  lines: new Set(['a:p', 'a:br']),
  gaps: new Set(['a:tc', 'a:tab']),
};

/** ODF 1.3. */
export const OPEN_DOCUMENT: Markup = {
  words: new Set(['text:p', 'text:h']),
  leftOut: new Set(['text:tracked-changes', 'office:scripts']),
  lines: new Set(['text:p', 'text:h', 'text:line-break', 'table:table-row']),
  gaps: new Set(['text:tab', 'text:s', 'table:table-cell']),
};

type Pieces = AsyncIterable<Buffer>;

/** What a person reads of a part; lines end with LF. */
export async function markupWords(pieces: Pieces, { words, leftOut, lines, gaps }: Markup): Promise<string> {
  const read: string[] = [];
  let inside = 0;
  let out = 0;
  await parse(pieces, {
    open: (name) => {
      if (leftOut.has(name)) out++;
      if (words?.has(name)) inside++;
    },
    text: (text) => {
      if (inside > 0 && out === 0) read.push(text);
    },
    close: (name) => {
      if (leftOut.has(name)) out--;
      if (words?.has(name)) inside--;
      if (out > 0) return;
      if (lines.has(name)) read.push('\n');
      else if (gaps.has(name)) read.push(' ');
    },
  });
  return tidy(read.join(''));
}

/** Strings of a workbook, in the order in which its cells name them. */
export async function sharedStrings(pieces: Pieces): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  await parse(pieces, {
    open: (name) => {
      if (name === 'si') current = '';
      inText = name === 't';
    },
    text: (text) => {
      if (inText) current += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'si') strings.push(current);
    },
  });
  return strings;
}

/** Cells of a sheet as they stand, a row a line. */
export async function calcWords(pieces: Pieces, shared: readonly string[]): Promise<string> {
  const read: string[] = [];
  let type = '';
  let value = '';
  let inValue = false;
  await parse(pieces, {
    open: (name, attributes) => {
      if (name === 'c') [type, value] = [attributes.t ?? '', ''];
      inValue = name === 'v' || name === 't';
    },
    text: (text) => {
      if (inValue) value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false;
      if (name === 'c' && value !== '') read.push(`${type === 's' ? (shared[Number(value)] ?? '') : shown(value)}  `);
      if (name === 'row') read.push('\n');
    },
  });
  return tidy(read.join(''));
}

/** Long numbers are kept as 2.6905495881578E14: a NIR typed into a cell is one. */
function shown(value: string): string {
  const number = /^\d\.\d+E\+?\d+$/i.test(value) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? String(number) : value;
}

interface Handlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** XML without entities of its own: what a DTD declares is never looked at. */
async function parse(pieces: Pieces, { open, text, close }: Handlers): Promise<void> {
  const parser = new Parser(
    { onopentag: open, ontext: text, onclosetag: close },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder();
  for await (const piece of pieces) parser.write(decoder.decode(piece, { stream: true }));
  parser.end(decoder.decode());
}

function tidy(text: string): string {
  return text
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
