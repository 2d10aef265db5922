import type { Block, Inline, ListItem } from '../blocks/block';
import { breakLines } from './break-lines';
import { drawSlip, slipHeight } from './draw-slip';
import { drawTable, tableHeight } from './draw-table';
import { drawTotal, totalHeight } from './draw-total';
import type { Flow } from './flow';
import {
  COLOURS,
  CONTENT_BOTTOM,
  type Column,
  LEADING,
  NEXT_PAGE_TOP,
  PAGE,
  SIZES,
  SPACING,
  TIGHT_SPACING,
} from './page-geometry';
import type { Element, TextStyle } from './sheet';

const INDENT = 16;
const FRAME = { inset: 14, above: 9, below: 9, bar: 3 } as const;
const PAGE_HEIGHT = CONTENT_BOTTOM - NEXT_PAGE_TOP;
/** A page may end here for the sake of the next one. */
const WELL_FILLED = PAGE.height * 0.55;

/** Sets the flow's spacing so that a letter does not end in a few lines on a page of their own. */
export function fitSpacing(flow: Flow, blocks: readonly Block[], column: Column): void {
  // What stands below the last block may run into the margin.
  const fits = (some: readonly Block[]): boolean => heightOf(flow, some, column) - flow.spacing.gap <= flow.left;
  if (fits(blocks)) return;
  // A slip stands at the foot of the next page, and the last heading goes there with it.
  const withSlip = blocks.at(-1)?.kind === 'slip' ? blocks.findLastIndex(({ kind }) => kind === 'heading') : -1;
  const body = withSlip > 0 ? blocks.slice(0, withSlip) : blocks;
  if (fits(body)) return;
  flow.spacing = TIGHT_SPACING;
  if (!fits(body)) flow.spacing = SPACING;
}

export function drawBlocks(flow: Flow, parent: Element, blocks: Iterable<Block>, column: Column): void {
  for (const _drawn of drawInTurn(flow, parent, blocks, column));
}

/** Draws one block at each turn, and asks for no more of them than it has to look ahead. */
export function* drawInTurn(flow: Flow, parent: Element, blocks: Iterable<Block>, column: Column): Generator<void> {
  const source = blocks[Symbol.iterator]();
  const ahead: Block[] = [];
  let ended = false;
  for (;;) {
    while (!ended && ahead.length < LOOK_AHEAD) {
      const next = source.next();
      if (next.done) ended = true;
      else ahead.push(next.value);
    }
    const [block] = ahead;
    if (block === undefined) return;
    keepTogether(flow, ahead, ended, column);
    drawBlock(flow, parent, block, column);
    ahead.shift();
    yield;
  }
}

/** Two headings, what they announce, the closing, and one to know that it is the last. */
const LOOK_AHEAD = 9;

function drawBlock(flow: Flow, parent: Element, block: Block, column: Column): void {
  switch (block.kind) {
    case 'heading': {
      flow.space(block.level === 1 ? 2 : flow.spacing.aboveHeading);
      const style = headingStyle(flow, block.level);
      const lines = breakLines(strong(block.content), flow.sheet.faces, style.size, column.width);
      const element = flow.sheet.element(`H${block.level}`, parent);
      flow.lines(element, lines, column.x, style);
      element.end();
      flow.y += block.level === 1 ? flow.spacing.gap + 2 : flow.spacing.belowHeading;
      return;
    }
    case 'paragraph':
      drawParagraph(flow, parent, block.content, column);
      flow.y += flow.spacing.gap;
      return;
    case 'list':
      drawList(flow, parent, block.ordered, block.items, column);
      flow.y += flow.spacing.gap;
      return;
    case 'table':
      drawTable(flow, parent, block, column);
      flow.y += flow.spacing.gap + 2;
      return;
    case 'facts':
      for (const fact of block.facts) drawParagraph(flow, parent, factContent(fact), column);
      flow.y += flow.spacing.gap;
      return;
    case 'lines': {
      // One paragraph, its lines kept as they are: an address.
      const content = [{ text: block.lines.join('\n') }];
      const indent = indentOf(flow);
      drawParagraph(flow, parent, content, { x: column.x + indent, width: column.width - indent });
      flow.y += flow.spacing.gap;
      return;
    }
    case 'total':
      drawTotal(flow, parent, block.name, block.value, column);
      flow.y += flow.spacing.gap + 4;
      return;
    case 'slip':
      drawSlip(flow, parent, block, column);
      return;
    case 'frame':
      drawFrame(flow, parent, block.blocks, column);
  }
}

function drawParagraph(flow: Flow, parent: Element, content: readonly Inline[], column: Column): void {
  const element = flow.sheet.element('P', parent);
  flow.lines(element, breakLines(content, flow.sheet.faces, flow.text.size, column.width), column.x, flow.text);
  element.end();
}

function drawList(flow: Flow, parent: Element, ordered: boolean, items: readonly ListItem[], column: Column): void {
  const indent = indentOf(flow);
  const list = flow.sheet.element('L', parent, { O: 'List', ListNumbering: ordered ? 'Decimal' : 'Disc' });
  items.forEach(({ content, items: inner }, index) => {
    const item = flow.sheet.element('LI', list);
    const lines = breakLines(content, flow.sheet.faces, flow.text.size, column.width - indent);
    flow.need((inner.length > 0 ? lines.length + 2 : Math.min(lines.length, 2)) * flow.lineHeight);
    const label = flow.sheet.element('Lbl', item);
    const [mark] = breakLines(
      [{ text: ordered ? `${index + 1}.` : '•', strong: ordered }],
      flow.sheet.faces,
      flow.text.size,
      indent,
    );
    if (mark) flow.sheet.line(label, mark, column.x + 2, flow.y, { ...flow.text, colour: COLOURS.accent });
    label.end();
    const body = flow.sheet.element('LBody', item);
    flow.lines(body, lines, column.x + indent, flow.text);
    if (inner.length > 0) {
      drawList(flow, body, false, inner, { x: column.x + indent, width: column.width - indent });
    }
    body.end();
    item.end();
    flow.y += 1.5;
  });
  list.end();
}

function drawFrame(flow: Flow, parent: Element, blocks: readonly Block[], column: Column): void {
  const inner = { x: column.x + FRAME.inset, width: column.width - 2 * FRAME.inset };
  const height = FRAME.above + heightOf(flow, blocks, inner) - flow.spacing.gap + FRAME.below;
  flow.space(2);
  flow.need(height);
  if (height <= flow.left) {
    flow.sheet.box(column.x, flow.y, column.width, height, COLOURS.tint);
    flow.sheet.box(column.x, flow.y, FRAME.bar, height, COLOURS.accent);
  }
  flow.y += FRAME.above;
  drawBlocks(flow, parent, blocks, inner);
  flow.y += FRAME.below + 2;
}

/**
 * What must not be parted, of the block that is next: a heading from what it announces, a table in itself where one page can hold it, the
 * closing from what stands above it, and what comes last from what would else stand alone on a page.
 */
function keepTogether(flow: Flow, blocks: readonly Block[], ended: boolean, column: Column): void {
  const height = heldHeight(0);
  if (height <= PAGE_HEIGHT) flow.need(height);
  if (!ended || blocks[0]?.kind !== 'heading') return;
  const rest = heightOf(flow, blocks, column) - flow.spacing.gap;
  if (rest <= PAGE_HEIGHT && goesTogether(flow, blocks, rest)) flow.need(rest);

  function heldHeight(at: number): number {
    const block = blocks[at];
    if (!block) return 0;
    if (block.kind === 'heading') return heightOf(flow, [block], column) + heldHeight(at + 1);
    // «À cette adresse :»
    const next = blocks[at + 1];
    if (block.kind === 'paragraph' && next?.kind === 'lines') return heightOf(flow, [block, next], column);
    if (block.kind === 'paragraph' || block.kind === 'list')
      return Math.min(heightOf(flow, [block], column), 2 * flow.lineHeight);
    const closing = isClosing(at + 1) ? heightOf(flow, blocks.slice(at + 1, at + 2), column) : 0;
    return heightOf(flow, [block], column) + (closing <= 4 * flow.lineHeight ? closing : 0) - flow.spacing.gap;
  }

  /** The last one, a slip apart. */
  function isClosing(at: number): boolean {
    const below = blocks.length - 1 - at;
    return ended && (below === 0 || (below === 1 && blocks.at(-1)?.kind === 'slip'));
  }
}

/** Whether the end of a document, from a heading on, is better whole on a page than partly on the one before. */
function goesTogether({ y }: Flow, blocks: readonly Block[], rest: number): boolean {
  const headings = blocks.filter(({ kind }) => kind === 'heading').length;
  // What is cut off with a slip has nothing on its back then: the page before ends above it.
  if (blocks.at(-1)?.kind === 'slip') return headings === 1;
  return headings <= 2 && (rest <= PAGE_HEIGHT / 2 || y >= WELL_FILLED);
}

function heightOf(flow: Flow, blocks: readonly Block[], column: Column): number {
  const lines = (content: readonly Inline[], size: number, width: number): number =>
    breakLines(content, flow.sheet.faces, size, width).length * size * LEADING;
  const items = (list: readonly ListItem[], width: number): number =>
    list.reduce(
      (sum, { content, items: inner }) =>
        sum + lines(content, flow.text.size, width - indentOf(flow)) + 1.5 + items(inner, width - indentOf(flow)),
      0,
    );
  return blocks.reduce((sum, block) => sum + heightOfBlock(block), 0);

  function heightOfBlock(block: Block): number {
    switch (block.kind) {
      case 'heading':
        return (
          flow.spacing.aboveHeading +
          lines(strong(block.content), headingStyle(flow, block.level).size, column.width) +
          flow.spacing.belowHeading
        );
      case 'paragraph':
        return lines(block.content, flow.text.size, column.width) + flow.spacing.gap;
      case 'list':
        return items(block.items, column.width) + flow.spacing.gap;
      case 'table':
        return tableHeight(flow, block, column) + flow.spacing.gap;
      case 'facts':
        return block.facts.reduce(
          (sum, fact) => sum + lines(factContent(fact), flow.text.size, column.width),
          flow.spacing.gap,
        );
      case 'lines':
        return (
          lines([{ text: block.lines.join('\n') }], flow.text.size, column.width - indentOf(flow)) + flow.spacing.gap
        );
      case 'total':
        return totalHeight(flow, block.name, block.value, column);
      case 'slip':
        return slipHeight(flow, block, column);
      case 'frame':
        return heightOf(flow, block.blocks, { ...column, width: column.width - 2 * FRAME.inset }) + 24;
    }
  }
}

function headingStyle({ sheet }: Flow, level: 1 | 2): TextStyle {
  const { title, heading } = sheet.faces.sizes;
  return { size: level === 1 ? title : heading, colour: COLOURS.accent };
}

/** Room for a bullet or a number, growing with the letters. */
function indentOf({ text }: Flow): number {
  return INDENT * (text.size / SIZES.text);
}

function factContent({ name, value }: { readonly name: string; readonly value: string }): readonly Inline[] {
  return [{ text: `${name}\u00a0: ` }, { text: value, strong: true }];
}

function strong(content: readonly Inline[]): readonly Inline[] {
  return content.map((inline) => ({ ...inline, strong: true }));
}
