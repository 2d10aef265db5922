import type { Table, TableCell } from '../blocks/block';
import { breakLines, type Line } from './break-lines';
import type { Flow } from './flow';
import { COLOURS, type Column } from './page-geometry';
import type { Element, TextStyle } from './sheet';

const PAD = 6;

interface LaidRow {
  readonly cells: readonly (readonly Line[])[];
  readonly height: number;
}

type RowKind = 'head' | 'body' | 'foot';

/** Hand-laid: pdfkit's own table parses fonts again for each cell. Rows are never cut; heads are repeated on each page. */
export function drawTable(flow: Flow, parent: Element, table: Table, column: Column): void {
  const laid = layTable(flow, table, column);
  const element = flow.sheet.element('Table', parent);
  const [head] = laid.head;
  drawGroup('THead', laid.head, 'head');
  drawGroup('TBody', laid.body, 'body');
  if (laid.foot.length > 0) drawGroup('TFoot', laid.foot, 'foot');
  element.end();

  function drawGroup(type: string, rows: readonly LaidRow[], kind: RowKind): void {
    const group = flow.sheet.element(type, element);
    rows.forEach((row, index) => {
      // The last line of the body never stands alone above its total, and a total never alone on a page.
      const below = kind === 'body' && index === rows.length - 1 ? (laid.foot[0]?.height ?? 0) : 0;
      const afterHead = kind === 'head' ? (laid.body[0]?.height ?? 0) : 0;
      if (flow.need(row.height + below + afterHead) && kind !== 'head' && head) repeatHead(head);
      drawRow(group, row, kind);
    });
    group.end();
  }

  function drawRow(group: Element, { cells, height }: LaidRow, kind: RowKind): void {
    if (kind === 'foot') flow.sheet.box(column.x, flow.y, column.width, height, COLOURS.tint);
    const tr = flow.sheet.element('TR', group);
    let x = column.x;
    cells.forEach((lines, index) => {
      const width = column.width * (table.columns[index]?.share ?? 0);
      const scope = kind === 'head' ? 'Column' : index === 0 ? 'Row' : null;
      const cell = scope ? flow.sheet.element('TH', tr, { O: 'Table', Scope: scope }) : flow.sheet.element('TD', tr);
      drawLines(lines, x, width, index, (line, left, top) =>
        flow.sheet.line(cell, line, left, top, rowStyle(flow, kind)),
      );
      cell.end();
      x += width;
    });
    tr.end();
    flow.y += height;
    underline(kind);
  }

  /** On the pages that follow, the head is there for the eye only: the structure has it once. */
  function repeatHead({ cells, height }: LaidRow): void {
    let x = column.x;
    cells.forEach((lines, index) => {
      const width = column.width * (table.columns[index]?.share ?? 0);
      drawLines(lines, x, width, index, (line, left, top) =>
        flow.sheet.artifactLine('Top', line, left, top, rowStyle(flow, 'head')),
      );
      x += width;
    });
    flow.y += height;
    underline('head');
  }

  function drawLines(
    lines: readonly Line[],
    x: number,
    width: number,
    index: number,
    draw: (line: Line, left: number, top: number) => void,
  ): void {
    const right = table.columns[index]?.align === 'right';
    lines.forEach((line, at) => {
      draw(line, right ? x + width - PAD - line.width : x + PAD, flow.y + flow.spacing.row + at * flow.lineHeight);
    });
  }

  function underline(kind: RowKind): void {
    if (kind === 'head') flow.sheet.rule(column.x, flow.y, column.x + column.width, COLOURS.accent, 1);
    else flow.sheet.rule(column.x, flow.y, column.x + column.width, COLOURS.rule);
  }
}

export function tableHeight(flow: Flow, table: Table, column: Column): number {
  const { head, body, foot } = layTable(flow, table, column);
  return [...head, ...body, ...foot].reduce((sum, { height }) => sum + height, 0);
}

function rowStyle({ text }: Flow, kind: RowKind): TextStyle {
  return kind === 'head' ? { ...text, colour: COLOURS.accent } : text;
}

interface LaidTable {
  readonly head: readonly LaidRow[];
  readonly body: readonly LaidRow[];
  readonly foot: readonly LaidRow[];
}

/** A table is measured before it is drawn: its lines are broken once (10 % of the time of an attestation). */
const LAID = new WeakMap<Table, { readonly width: number; readonly row: number; readonly laid: LaidTable }>();

function layTable(flow: Flow, table: Table, column: Column): LaidTable {
  const known = LAID.get(table);
  const { row } = flow.spacing;
  if (known?.width === column.width && known.row === row) return known.laid;
  const laid = breakCells(flow, table, column);
  LAID.set(table, { width: column.width, row, laid });
  return laid;
}

function breakCells(flow: Flow, table: Table, column: Column): LaidTable {
  const row = (cells: readonly TableCell[], strong: boolean): LaidRow => {
    const laid = cells.map((cell, index) =>
      breakLines(
        strong ? cell.map((inline) => ({ ...inline, strong: true })) : cell,
        flow.sheet.faces,
        flow.text.size,
        column.width * (table.columns[index]?.share ?? 0) - 2 * PAD,
      ),
    );
    return {
      cells: laid,
      height: Math.max(...laid.map(({ length }) => length)) * flow.lineHeight + 2 * flow.spacing.row,
    };
  };
  return {
    head: [row(table.head, true)],
    body: table.rows.map((cells) => row(cells, false)),
    foot: table.foot.map((cells) => row(cells, true)),
  };
}
