import type { CodeBlock } from '../blocks/block';
import { breakLines } from './break-lines';
import type { Column } from './draw-blocks';
import type { Flow } from './flow';
import { mm, SIZES } from './page-geometry';
import type { Element, TextStyle } from './sheet';

/** 0.4 mm is the least that a 150 dpi scan reads (2D-Doc §2); a little more bears a photocopy. */
const MODULE = mm(0.42);
/** ISO/IEC 16022 asks for one module all around. */
const QUIET = 2;
const SMALL: TextStyle = { size: SIZES.small };

/** The symbol at the left, what it is for beside it. */
export function drawCode(flow: Flow, parent: Element, { modules, alt, caption }: CodeBlock, column: Column): void {
  const side = codeHeight(modules.length);
  flow.need(side);
  const quiet = QUIET * MODULE;
  flow.sheet.symbol(parent, modules, alt, column.x + quiet, flow.y + quiet, MODULE);
  const left = column.x + side + 6;
  const height = SMALL.size * SIZES.leading;
  const element = flow.sheet.element('P', parent);
  breakLines(caption, flow.sheet.faces, SMALL.size, column.width - side - 6).forEach((line, index) => {
    flow.sheet.line(element, line, left, flow.y + quiet + index * height, SMALL);
  });
  element.end();
  flow.y += side;
}

export function codeHeight(modules: number): number {
  return (modules + 2 * QUIET) * MODULE;
}
