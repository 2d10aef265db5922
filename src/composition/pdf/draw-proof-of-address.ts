import { breakLines } from './break-lines';
import { codeSide, MODULE, QUIET } from './draw-code';
import type { Flow } from './flow';
import { COLOURS, CONTENT_WIDTH, LEADING, MARGIN, mm } from './page-geometry';
import type { DrawnCode } from './printable-document';
import type { Element, TextStyle } from './sheet';

const GAP = mm(4);

/** The 2D-Doc below the text, its caption beside it; whole on one page. */
export function drawProofOfAddress(flow: Flow, root: Element, code: DrawnCode): void {
  const side = codeSide(code.modules.length);
  flow.space(GAP);
  flow.need(side);
  const { sheet } = flow;
  const quiet = QUIET * MODULE;
  sheet.symbol(root, code.modules, code.alt, MARGIN.left + quiet, flow.y + quiet, MODULE);
  const style: TextStyle = { size: sheet.faces.sizes.small, colour: COLOURS.soft };
  const lines = breakLines([{ text: code.caption }], sheet.faces, style.size, CONTENT_WIDTH - side - GAP);
  const height = style.size * LEADING;
  const element = sheet.element('P', root);
  lines.forEach((line, index) => {
    sheet.line(element, line, MARGIN.left + side + GAP, flow.y + quiet + index * height, style);
  });
  element.end();
  flow.y += Math.max(side, lines.length * height + quiet);
}
