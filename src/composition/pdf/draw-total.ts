import { breakLines, type Line } from './break-lines';
import type { Flow } from './flow';
import { COLOURS, type Column, SIZES } from './page-geometry';
import type { Element, TextStyle } from './sheet';

/** With the space below, where the name takes one line. */
export const TOTAL_HEIGHT = SIZES.heading * SIZES.leading + 24;

/** A tinted band: what the eye has to find first. */
export function drawTotal(flow: Flow, parent: Element, name: string, value: string, column: Column): void {
  const size = SIZES.heading;
  const style: TextStyle = { size, colour: COLOURS.accent };
  const amount = breakLines([{ text: value, strong: true }], flow.sheet.faces, size, column.width)[0];
  const amountWidth = amount?.width ?? 0;
  const label = breakLines([{ text: name, strong: true }], flow.sheet.faces, size, column.width - amountWidth - 28);
  const height = label.length * size * SIZES.leading + 10;
  flow.need(height);
  flow.sheet.box(column.x, flow.y, column.width, height, COLOURS.tint);
  const element = flow.sheet.element('P', parent);
  label.forEach((line, index) => {
    // Read aloud and copied, the amount must not run into the last word of its name.
    const spaced = index === label.length - 1 ? withEndSpace(line) : line;
    flow.sheet.line(element, spaced, column.x + 6, flow.y + 5 + index * size * SIZES.leading, style);
  });
  if (amount) flow.sheet.line(element, amount, column.x + column.width - 6 - amountWidth, flow.y + 5, style);
  element.end();
  flow.y += height;
}

function withEndSpace({ segments, width }: Line): Line {
  const last = segments.at(-1);
  return last
    ? { segments: [...segments.slice(0, -1), { ...last, text: `${last.text} ` }], width }
    : { segments, width };
}
