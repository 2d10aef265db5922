import { type Block, type Inline, type ListItem, plainText, type Table } from './block';

/** Lines of a text e-mail: short enough to be quoted twice without being cut (RFC 5322 §2.1.1 asks for 78 at most). */
const WIDTH = 74;

/** The e-mail as plain text. Only ordinary spaces are broken at, so amounts and dates stay whole. */
export function blocksToText(blocks: readonly Block[], footer: readonly string[]): string {
  const body = blocks.map(blockToText).join('\n\n');
  return `${body}\n\n-- \n${footer.join('\n')}\n`;
}

function blockToText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return underline(plainText(block.content), block.level === 1 ? '=' : '-');
    case 'paragraph':
      return wrap(written(block.content), '', '');
    case 'list':
      return list(block.ordered, block.items, '');
    case 'table':
      return table(block);
    case 'facts':
      return block.facts.map(({ name, value }) => `${name}\u00a0: ${value}`).join('\n');
    case 'lines':
      return block.lines.map((line) => `  ${line}`).join('\n');
    case 'total':
      return `${block.name}\u00a0: ${block.value}`;
    case 'slip':
      return [
        `${block.code.name}\u00a0: ${block.code.value}`,
        ...block.entries.map(({ name }) => `${name}\u00a0:`),
      ].join('\n');
    case 'frame':
      return block.blocks.map(blockToText).join('\n\n');
  }
}

function underline(title: string, sign: string): string {
  const wrapped = wrap(title, '', '');
  return `${wrapped}\n${sign.repeat(Math.max(...wrapped.split('\n').map(({ length }) => length)))}`;
}

function list(ordered: boolean, items: readonly ListItem[], indent: string): string {
  return items
    .map(({ content, items: inner }, index) => {
      const mark = ordered ? `${index + 1}. ` : '- ';
      const rest = `${indent}${' '.repeat(mark.length)}`;
      const first = wrap(written(content), indent + mark, rest);
      return inner.length > 0 ? `${first}\n${list(false, inner, rest)}` : first;
    })
    .join('\n');
}

/** Each row as a small list under its head: a table drawn with spaces is unreadable on a phone or read aloud. */
function table({ head, rows, foot }: Table): string {
  const heads = head.map((cell) => flat(cell));
  return [...rows, ...foot]
    .map((cells) => {
      const [name = [], ...values] = cells;
      const filled = values
        .map((cell, index) => [heads[index + 1] ?? '', flat(cell)] as const)
        .filter(([, v]) => v !== '');
      if (head.length === 2) return wrap(`${flat(name)}\u00a0: ${filled[0]?.[1] ?? ''}`, '- ', '  ');
      const lines = filled.map(([label, value]) => wrap(`${label}\u00a0: ${value}`, '    ', '      '));
      return [wrap(plainText(name), '- ', '  '), ...lines].join('\n');
    })
    .join('\n');
}

const flat = (cell: readonly Inline[]): string => plainText(cell).replaceAll('\n', ', ');

function written(content: readonly Inline[]): string {
  return content
    .map(({ text, href }) => {
      const target = href?.replace(/^(https?:\/\/|mailto:|tel:)/, '');
      return href && target !== text && href !== text ? `${text} (${target})` : text;
    })
    .join('');
}

function wrap(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => wrapLine(line, index === 0 ? first : rest, rest))
    .join('\n');
}

function wrapLine(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}
