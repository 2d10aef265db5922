import type { Line } from './break-lines';
import { CONTENT_BOTTOM, FIRST_PAGE_TOP, LEADING, NEXT_PAGE_TOP, SPACING, type Spacing } from './page-geometry';
import type { Element, Sheet, TextStyle } from './sheet';

/** Where the next thing goes, from page to page. */
export class Flow {
  y: number = FIRST_PAGE_TOP;
  spacing: Spacing = SPACING;

  /** Letters of the text, and the distance of their lines. */
  readonly text: TextStyle;
  readonly lineHeight: number;

  constructor(readonly sheet: Sheet) {
    this.text = { size: sheet.faces.sizes.text };
    this.lineHeight = this.text.size * LEADING;
  }

  get left(): number {
    return CONTENT_BOTTOM - this.y;
  }

  /** True at the head of a page: nothing more can be gained by a new one. */
  get atTop(): boolean {
    return this.y <= NEXT_PAGE_TOP;
  }

  newPage(): void {
    this.sheet.addPage();
    this.y = NEXT_PAGE_TOP;
  }

  /** Goes to a new page where `height` does not fit on this one. */
  need(height: number): boolean {
    if (height <= this.left || this.atTop) return false;
    this.newPage();
    return true;
  }

  space(height: number): void {
    if (!this.atTop) this.y += height;
  }

  /** Lines of one paragraph, never one line alone at the foot or the head of a page. */
  lines(element: Element, lines: readonly Line[], x: number, style: TextStyle): void {
    const height = style.size * LEADING;
    lines.forEach((line, index) => {
      const room = Math.floor(this.left / height + 0.001);
      const rest = lines.length - index;
      const orphan = index === 0 && room < Math.min(2, rest);
      const widow = room === 1 && rest === 2 && index > 0 && lines.length > 3;
      if (room < 1 || orphan || widow) this.need(Number.POSITIVE_INFINITY);
      this.sheet.line(element, line, x, this.y, style);
      this.y += height;
    });
  }
}
