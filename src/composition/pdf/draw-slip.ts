import type { Slip } from '../blocks/block';
import { breakLines, type Line } from './break-lines';
import type { Flow } from './flow';
import { COLOURS, CONTENT_BOTTOM, type Column, LEADING, mm, SIZES } from './page-geometry';
import type { Element, TextStyle } from './sheet';

const ENTRY_HEIGHT = mm(9);
const CELL = { width: mm(5.2), height: mm(6.4), gap: mm(2) } as const;
const LABEL_WIDTH = mm(66);
const EDGE = 8;
/** 0.4 mm is the least that a 150 dpi scan reads; this bears a fold and a photocopy. */
const MODULE = mm(0.5);
/** ISO/IEC 16022 asks for one module all around. */
const QUIET = 2;
const GAP = 8;

interface LaidEntry {
  readonly lines: readonly Line[];
  readonly cells: readonly number[];
  /** Above its boxes where it has no room beside them. */
  readonly above: boolean;
  readonly height: number;
}

/** Always at the foot of its page, so that one cut takes it off and nothing else. */
export function drawSlip(flow: Flow, parent: Element, slip: Slip, column: Column): void {
  const { entries, title, code, height, titleStyle } = laySlip(flow, slip, column);
  flow.need(height);
  flow.y = CONTENT_BOTTOM - height;
  flow.sheet.cut(flow.y);
  flow.y += EDGE;
  const top = flow.y;
  const heading = flow.sheet.element('H2', parent);
  drawLines(flow, heading, title, column.x, titleStyle);
  heading.end();
  flow.y += 4;
  const reference = flow.sheet.element('P', parent);
  drawLines(flow, reference, code, column.x, flow.text);
  reference.end();
  drawSymbol(flow, parent, slip, column, top);
  flow.y += 5;
  for (const { lines, cells, above, height: entryHeight } of entries) {
    const next = flow.y + entryHeight;
    const label = flow.sheet.element('P', parent);
    drawLines(flow, label, lines, column.x, flow.text);
    label.end();
    const left = above ? column.x : column.x + LABEL_WIDTH;
    flow.y = above ? flow.y + 4 : flow.y - lines.length * flow.lineHeight;
    if (cells.length === 0) {
      const line = above ? next - 6 : flow.y + flow.lineHeight;
      flow.sheet.rule(left, line, column.x + column.width, COLOURS.soft);
    } else drawCells(flow, left, cells);
    flow.y = next;
  }
}

export function slipHeight(flow: Flow, slip: Slip, column: Column): number {
  return laySlip(flow, slip, column).height;
}

function laySlip(flow: Flow, slip: Slip, column: Column) {
  const { faces } = flow.sheet;
  const titleStyle: TextStyle = { size: faces.sizes.heading, colour: COLOURS.accent };
  const besideSymbol = column.width - symbolSide(slip) - GAP;
  const title = breakLines([{ text: slip.title, strong: true }], faces, titleStyle.size, besideSymbol);
  const code = breakLines(
    [{ text: `${slip.code.name}\u00a0: ` }, { text: slip.code.value, strong: true }],
    faces,
    flow.text.size,
    besideSymbol,
  );
  const entries = slip.entries.map(({ name, cells }): LaidEntry => {
    const above = flow.text.size > SIZES.text;
    const width = above ? column.width : LABEL_WIDTH;
    const lines = breakLines([{ text: `${name}\u00a0:` }], faces, flow.text.size, width);
    const written = lines.length * flow.lineHeight;
    return { lines, cells, above, height: above ? written + ENTRY_HEIGHT + 4 : Math.max(ENTRY_HEIGHT, written) };
  });
  const head = title.length * titleStyle.size * LEADING + 4 + code.length * flow.lineHeight;
  const height = EDGE + Math.max(head, symbolSide(slip)) + 5 + entries.reduce((sum, entry) => sum + entry.height, 0);
  return { title, titleStyle, code, entries, height };
}

/** At the right of its title: what a scan is brought to its case by. */
function drawSymbol(flow: Flow, parent: Element, slip: Slip, column: Column, top: number): void {
  const { modules, name, value } = slip.code;
  if (modules === null) return;
  const side = symbolSide(slip);
  const left = column.x + column.width - side;
  const alt = `${name} ${value}, en code lisible par machine`;
  flow.sheet.symbol(parent, modules, alt, left + QUIET * MODULE, top + QUIET * MODULE, MODULE);
  flow.y = Math.max(flow.y, top + side);
}

/** Width and height with the quiet zone. */
const symbolSide = ({ code: { modules } }: Slip): number =>
  modules === null ? 0 : (modules.length + 2 * QUIET) * MODULE;

function drawLines(flow: Flow, element: Element, lines: readonly Line[], x: number, style: TextStyle): void {
  for (const line of lines) {
    flow.sheet.line(element, line, x, flow.y, style);
    flow.y += style.size * LEADING;
  }
}

function drawCells(flow: Flow, left: number, groups: readonly number[]): void {
  let x = left;
  for (const count of groups) {
    for (let cell = 0; cell < count; cell += 1) {
      flow.sheet.cell(x, flow.y - 2, CELL.width, CELL.height);
      x += CELL.width;
    }
    x += CELL.gap;
  }
}
