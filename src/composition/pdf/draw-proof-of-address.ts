import { breakLines } from './break-lines';
import { codeSide, MODULE, QUIET } from './draw-code';
import type { Flow } from './flow';
import { COLOURS, CONTENT_WIDTH, MARGIN, mm, SIZES } from './page-geometry';
import type { DrawnCode } from './printable-document';
import type { Element, TextStyle } from './sheet';

const CAPTION: TextStyle = { size: SIZES.small, colour: COLOURS.soft };
const GAP = mm(4);

/** The 2D-Doc below the text, its caption beside it; whole on one page. */
export function drawProofOfAddress(flow: Flow, root: Element, code: DrawnCode): void {
  const side = codeSide(code.modules.length);
  flow.space(GAP);
  flow.need(side);
  const { sheet } = flow;
  const quiet = QUIET * MODULE;
  sheet.symbol(root, code.modules, code.alt, MARGIN.left + quiet, flow.y + quiet, MODULE);
  const lines = breakLines([{ text: code.caption }], sheet.faces, CAPTION.size, CONTENT_WIDTH - side - GAP);
  const height = CAPTION.size * SIZES.leading;
  const element = sheet.element('P', root);
  lines.forEach((line, index) => {
    sheet.line(element, line, MARGIN.left + side + GAP, flow.y + quiet + index * height, CAPTION);
  });
  element.end();
  flow.y += side;
}
