import type { Slip } from '../blocks/block';
import { breakLines } from './break-lines';
import type { Flow } from './flow';
import { COLOURS, CONTENT_BOTTOM, type Column, mm, SIZES } from './page-geometry';
import type { Element, TextStyle } from './sheet';

const LINE = SIZES.text * SIZES.leading;
const TITLE: TextStyle = { size: SIZES.heading, colour: COLOURS.accent };
const ENTRY_HEIGHT = mm(9);
const CELL = { width: mm(5.2), height: mm(6.4), gap: mm(2) } as const;
const LABEL_WIDTH = mm(66);

/** Always at the foot of its page, so that one cut takes it off and nothing else. */
export function drawSlip(flow: Flow, parent: Element, slip: Slip, column: Column): void {
  const height = slipHeight(slip);
  flow.need(height);
  flow.y = CONTENT_BOTTOM - height;
  flow.sheet.cut(flow.y);
  flow.y += 8;
  const { faces } = flow.sheet;
  const code = [{ text: `${slip.code.name}\u00a0: ` }, { text: slip.code.value, strong: true }];
  const [codeLine] = breakLines(code, faces, TITLE.size, column.width);
  const heading = flow.sheet.element('H2', parent);
  const [title] = breakLines([{ text: slip.title, strong: true }], faces, TITLE.size, column.width);
  if (title) flow.sheet.line(heading, title, column.x, flow.y, TITLE);
  heading.end();
  flow.y += LINE + 4;
  paragraph(flow, parent, codeLine, column.x);
  flow.y += LINE + 5;
  for (const { name, cells } of slip.entries) {
    const [label] = breakLines([{ text: `${name}\u00a0:` }], faces, SIZES.text, LABEL_WIDTH);
    paragraph(flow, parent, label, column.x);
    if (cells.length === 0) {
      flow.sheet.rule(column.x + LABEL_WIDTH, flow.y + LINE, column.x + column.width, COLOURS.soft);
    } else drawCells(flow, column.x + LABEL_WIDTH, cells);
    flow.y += ENTRY_HEIGHT;
  }
}

export function slipHeight({ entries }: Slip): number {
  return 8 + 2 * LINE + 9 + entries.length * ENTRY_HEIGHT;
}

function paragraph(
  flow: Flow,
  parent: Element,
  line: ReturnType<typeof breakLines>[number] | undefined,
  x: number,
): void {
  const element = flow.sheet.element('P', parent);
  if (line) flow.sheet.line(element, line, x, flow.y, { size: SIZES.text });
  element.end();
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
