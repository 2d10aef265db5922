import { breakLines, type Line } from './break-lines';
import type { Flow } from './flow';
import { COLOURS, type Column, LEADING } from './page-geometry';
import type { Element, TextStyle } from './sheet';

const PAD = { x: 6, y: 5, between: 16, below: 14 } as const;

/** With the space below. */
export function totalHeight(flow: Flow, name: string, value: string, column: Column): number {
  const { label, size } = layTotal(flow, name, value, column);
  return label.length * size * LEADING + 2 * PAD.y + PAD.below;
}

function layTotal({ sheet }: Flow, name: string, value: string, column: Column) {
  const { faces } = sheet;
  const size = faces.sizes.heading;
  const amount = breakLines([{ text: value, strong: true }], faces, size, column.width)[0];
  const room = column.width - (amount?.width ?? 0) - 2 * PAD.x - PAD.between;
  return { size, amount, label: breakLines([{ text: name, strong: true }], faces, size, room) };
}

/** A tinted band: what the eye has to find first. */
export function drawTotal(flow: Flow, parent: Element, name: string, value: string, column: Column): void {
  const { size, amount, label } = layTotal(flow, name, value, column);
  const style: TextStyle = { size, colour: COLOURS.accent };
  const height = label.length * size * LEADING + 2 * PAD.y;
  flow.need(height);
  flow.sheet.box(column.x, flow.y, column.width, height, COLOURS.tint);
  const element = flow.sheet.element('P', parent);
  label.forEach((line, index) => {
    // Read aloud and copied, the amount must not run into the last word of its name.
    const spaced = index === label.length - 1 ? withEndSpace(line) : line;
    flow.sheet.line(element, spaced, column.x + PAD.x, flow.y + PAD.y + index * size * LEADING, style);
  });
  if (amount) flow.sheet.line(element, amount, column.x + column.width - PAD.x - amount.width, flow.y + PAD.y, style);
  element.end();
  flow.y += height;
}

function withEndSpace({ segments, width }: Line): Line {
  const last = segments.at(-1);
  return last
    ? { segments: [...segments.slice(0, -1), { ...last, text: `${last.text} ` }], width }
    : { segments, width };
}
