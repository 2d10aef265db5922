import { cutStack, type StackPageKind } from '../../../src/domain/scans/cut-stack';

/** A stack cut at its separator sheets. Real: the cutting. Fake: the pages. */
const KINDS: Readonly<Record<string, StackPageKind>> = { p: 'page', s: 'separator', b: 'blank' };
const cut = (stack: string) => {
  const pages = [...stack].map((sign, page) => ({ file: 0, page, kind: KINDS[sign] ?? 'page' }));
  const { items, separators, backs } = cutStack(pages);
  return [items.map((item) => item.map(({ page }) => page)), separators, backs];
};

it.each([
  ['pp', [[[0, 1]], 0, 0]],
  ['sppsp', [[[1, 2], [4]], 2, 0]],
  // What lies before the first sheet is a letter too; two sheets in a row make none.
  ['pssp', [[[0], [3]], 2, 0]],
  // The back of a sheet is left out; a blank page of a letter is its page.
  ['sbpbpsb', [[[2, 3, 4]], 2, 2]],
  ['sbb', [[[2]], 1, 1]],
  ['', [[], 0, 0]],
])('cuts %s', (stack, expected) => {
  expect(cut(stack)).toEqual(expected);
});
