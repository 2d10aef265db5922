import type { DrawnPage, DrawnText } from './page-content';
import { type Rule, rules } from './rule';

const mm = (millimetres: number): number => (millimetres * 72) / 25.4;
const PAGE = { width: mm(210), height: mm(297) };
/** Where a printer no longer prints. */
const EDGE = mm(5);
/** domain: the window of a DL envelope, both published zones together; what stands there is the address and nothing else. */
const WINDOW = { left: mm(110), top: mm(55), right: mm(190), bottom: mm(79) };
/** Letters reach some three quarters of their size above the baseline, a quarter below; lines may touch, not cover one another. */
const ABOVE = 0.6;
const BELOW = 0.15;
const TOUCH = 0.3;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const boxOf = ({ x, y, width, size }: DrawnText): Box => ({
  left: x,
  top: y - size * ABOVE,
  right: x + width,
  bottom: y + size * BELOW,
});
const meet = (one: Box, other: Box): boolean =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > TOUCH &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > TOUCH;

/** Spaces at a line's end are drawn for readers aloud: they fill no paper. */
function seen({ texts }: DrawnPage): readonly DrawnText[] {
  return texts
    .filter(({ text }) => text.trim() !== '')
    .map((drawn) => {
      const trailing = drawn.text.length - drawn.text.trimEnd().length;
      const space = drawn.codes.slice(drawn.codes.length - trailing);
      const width = space.reduce(
        (sum, code) => sum - ((drawn.font?.widths[code] ?? 0) * drawn.size) / 1000,
        drawn.width,
      );
      return { ...drawn, width };
    });
}

/** What the eye sees: nothing over the edge, nothing over something else, and the window free for the address. */
export const LAYOUT_RULES: readonly Rule[] = [
  rules('on the paper', ({ model }) =>
    model.pages.flatMap((page, index) =>
      seen(page)
        .filter((text) => {
          const { left, top, right, bottom } = boxOf(text);
          return left < EDGE || top < EDGE || right > PAGE.width - EDGE || bottom > PAGE.height - EDGE;
        })
        .map(({ text }) => `page ${index + 1}, «${text}»`),
    ),
  ),
  rules('no text over another', ({ model }) =>
    model.pages.flatMap((page, index) => {
      const all = seen(page);
      return all.flatMap((one, at) =>
        all
          .slice(at + 1)
          .filter((other) => meet(boxOf(one), boxOf(other)))
          .map((other) => `page ${index + 1}, «${one.text}» and «${other.text}»`),
      );
    }),
  ),
  rules('the window for the address alone', ({ model, elements }) => {
    const [first] = model.pages;
    if (!first) return ['no page'];
    const within = seen(first).filter((text) => meet(boxOf(text), WINDOW));
    const owners = new Set(
      within.map(({ mcid }) =>
        elements.find(({ marks }) => marks.some((mark) => mark.mcid === mcid && mark.page === first.id)),
      ),
    );
    const [owner] = owners;
    if (owners.size !== 1 || owner?.type !== 'P') return [`${owners.size} elements`];
    const all = seen(first).filter(({ mcid }) =>
      owner.marks.some((mark) => mark.mcid === mcid && mark.page === first.id),
    );
    return all
      .filter((text) => {
        const { left, top, right, bottom } = boxOf(text);
        return (
          left < WINDOW.left - 0.5 ||
          top < WINDOW.top - 0.5 ||
          right > WINDOW.right + 0.5 ||
          bottom > WINDOW.bottom + 0.5
        );
      })
      .map(({ text }) => `«${text}» outside`);
  }),
];
