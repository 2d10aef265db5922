import { Parser } from 'htmlparser2';
import { READ_LIMITS } from '../read-limits';
import { joinCells, tidyLines } from './join-cells';
import { hides, isUnseen, ON_PAPER, type Paint, paintOf, readStyleSheets, type Style, styleOf } from './page-styles';

/** What is never shown. */
const UNSEEN = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'object',
  'iframe',
  'svg',
  'math',
  'select',
  'map',
  'audio',
  'video',
  'canvas',
]);
const BLOCKS = new Set(
  'address article aside center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const SPACED = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote']);
interface Open {
  readonly name: string;
  /** Text written inside, for what is laid out only when it closes: cells, rows, quotes. */
  readonly holds: boolean;
  readonly paint: Paint;
}

export interface PageText {
  readonly text: string;
  /** Words that nobody sees are on it: in the colour of what is behind them, or hidden while nothing else is there. */
  readonly hidden: boolean;
}

/**
 * What a person sees of an HTML page, as plain text: no script, style or hidden text; `> ` before quoted lines; the
 * cells of a row side by side, one-character cells with `|` between (forms write a NIR one digit a box).
 */
export function htmlToText(html: string): string {
  return readPage(html).text;
}

/** The same, with whether something on it is hidden from sight. */
export function readPage(html: string): PageText {
  const page = html.slice(0, READ_LIMITS.htmlLength);
  if (nestsTooDeep(page)) return { text: withoutTags(page), hidden: false };
  const reader = new PageReader(readStyleSheets(page));
  const text = reader.read(page);
  return { text, hidden: reader.unseen || (text === '' && reader.hid) };
}

/** Elements opened and not closed, counted without a parser: what real pages never reach costs a parser its square. */
function nestsTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, closing, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (closing === '/') depth = Math.max(0, depth - 1);
    else if (!VOID.has((name ?? '').toLowerCase()) && !IMPLIED_END.test(name ?? '')) depth++;
    if (depth > READ_LIMITS.htmlDepth) return true;
  }
  return false;
}
/** Elements that end where the next one begins: a page may leave thousands of them open. */
const IMPLIED_END = /^(?:p|li|d[td]|option|optgroup|tr|t[dh]|thead|tbody|tfoot)$/i;

function withoutTags(html: string): string {
  const bare = html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<(?:br|p|div|tr|li)\b[^>]{0,2000}>/gi, '\n')
    .replace(/<[a-z/!][^>]{0,2000}>/gi, ' ');
  return tidyLines(new PageReader(new Map()).read(bare));
}

class PageReader {
  private readonly open: Open[] = [];
  private readonly held: string[] = [''];
  private readonly cells: string[][] = [];
  private hiddenFrom = -1;
  private preformatted = 0;
  /** Text was left out because a style hides it; because it has the colour of what is behind it. */
  hid = false;
  unseen = false;

  constructor(private readonly rules: ReadonlyMap<string, Style>) {}

  read(html: string): string {
    const parser = new Parser(
      {
        onopentag: (name, attributes) => this.start(name, attributes),
        ontext: (text) => this.text(text),
        onclosetag: (name) => this.end(name),
      },
      { decodeEntities: true, lowerCaseTags: true },
    );
    parser.write(html);
    parser.end();
    while (this.open.length > 0) this.end(this.open.at(-1)?.name ?? '');
    return tidyLines(this.held.join('\n'));
  }

  private start(name: string, attributes: Record<string, string>): void {
    const hidden = this.hiddenFrom >= 0;
    const style = hidden ? null : styleOf(name, attributes, this.rules);
    if (VOID.has(name)) {
      if (style !== null && !hides(style)) this.voidElement(name, attributes);
      return;
    }
    if (this.open.length >= READ_LIMITS.htmlDepth) return;
    const holds = !hidden && (name === 'td' || name === 'th' || name === 'tr' || name === 'blockquote');
    const around = this.open.at(-1)?.paint ?? ON_PAPER;
    if (style === null || UNSEEN.has(name) || 'hidden' in attributes || hides(style)) {
      if (style !== null) this.hiddenFrom = this.open.length;
      this.open.push({ name, holds: false, paint: around });
      return;
    }
    this.open.push({ name, holds, paint: paintOf(style, attributes, around) });
    if (name === 'pre') this.preformatted++;
    if (BLOCKS.has(name) && name !== 'tr') this.newLine();
    if (name === 'li') this.write('- ');
    if (holds) this.held.push('');
    if (name === 'tr') this.cells.push([]);
  }

  private end(name: string): void {
    const at = this.open.findLastIndex((element) => element.name === name);
    if (at < 0 || VOID.has(name)) return;
    while (this.open.length > at) {
      const closed = this.open.pop();
      if (closed === undefined) return;
      if (this.hiddenFrom >= 0) {
        if (this.open.length <= this.hiddenFrom) this.hiddenFrom = -1;
        continue;
      }
      this.close(closed);
    }
  }

  private close({ name, holds }: Open): void {
    if (name === 'pre') this.preformatted--;
    if (holds) {
      const inside = tidyLines(this.held.pop() ?? '');
      if (name === 'tr') {
        const row = joinCells(this.cells.pop() ?? []);
        this.writeLines([row, inside].filter((text) => text !== '').join('\n'));
      } else if (name === 'blockquote') this.writeLines(inside.replace(/^/gm, '> '));
      else {
        const row = this.cells.at(-1);
        if (row === undefined) this.write(`${inside} `);
        else row.push(inside);
      }
    } else if (SPACED.has(name)) this.write('\n\n');
    else if (BLOCKS.has(name)) this.newLine();
  }

  private text(text: string): void {
    if (this.hiddenFrom >= 0) {
      this.hid ||= !UNSEEN.has(this.open[this.hiddenFrom]?.name ?? '') && /[\p{L}\p{N}]/u.test(text);
      return;
    }
    if (isUnseen(this.open.at(-1)?.paint ?? ON_PAPER)) {
      this.unseen ||= /[\p{L}\p{N}]/u.test(text);
      return;
    }
    if (this.preformatted > 0) this.write(text);
    else {
      const collapsed = text.replace(/[ \t\r\n\f]+/g, ' ');
      const atLineStart = /(?:^|\n)$/.test((this.held.at(-1) ?? '').slice(-1));
      this.write(atLineStart ? collapsed.replace(/^ /, '') : collapsed);
    }
  }

  private voidElement(name: string, attributes: Record<string, string>): void {
    if (name === 'br') this.write('\n');
    else if (name === 'hr') this.write('\n________________________________\n');
    else if (name === 'img' && attributes.alt) this.write(` ${attributes.alt} `);
    else if (
      name === 'input' &&
      !/^(?:hidden|submit|button|image|password|checkbox|radio)$/i.test(attributes.type ?? '')
    )
      this.write(` ${attributes.value ?? ''} `);
  }

  private newLine(): void {
    if (!(this.held.at(-1) ?? '').endsWith('\n')) this.write('\n');
  }

  private writeLines(text: string): void {
    this.newLine();
    this.write(text);
    this.newLine();
  }

  private write(text: string): void {
    this.held[this.held.length - 1] += text;
  }
}
