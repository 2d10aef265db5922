import { COLOURS, LEADING, mm, SENDER } from './page-geometry';
import type { DrawnCode } from './printable-document';
import type { Element, Sheet, TextStyle } from './sheet';
import { standingLines } from './standing-lines';

/** 0.4 mm is the least that a 150 dpi scan reads (2D-Doc §2); a little more bears a photocopy. */
export const MODULE = mm(0.42);
/** ISO/IEC 16022 asks for one module all around. */
export const QUIET = 2;
/** Above the line of the date and the reference. */
const BOTTOM = mm(89);

/** The symbol beside the office's lines, left of the window: the first page keeps its room for what is attested. */
export function drawCode(
  sheet: Sheet,
  root: Element,
  code: DrawnCode,
  room: { readonly width: number; readonly top: number },
): void {
  const side = codeSide(code.modules.length);
  const quiet = QUIET * MODULE;
  const style: TextStyle = { size: sheet.faces.sizes.small, colour: COLOURS.soft };
  const lines = standingLines(code.caption, false, sheet.faces, style.size, room.width);
  const height = style.size * LEADING;
  // A long address under a logo leaves no room for it: what the symbol is, its alternative text says.
  if (BOTTOM - lines.length * height >= room.top) {
    const element = sheet.element('P', root);
    lines.forEach((line, index) => {
      sheet.line(element, line, SENDER.x, BOTTOM - (lines.length - index) * height, style);
    });
    element.end();
  }
  const left = SENDER.x + SENDER.width - side;
  sheet.symbol(root, code.modules, code.alt, left + quiet, BOTTOM - side + quiet, MODULE);
}

/** Width and height with the quiet zone. */
export function codeSide(modules: number): number {
  return (modules + 2 * QUIET) * MODULE;
}
