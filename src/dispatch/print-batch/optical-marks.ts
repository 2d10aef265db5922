const POINTS_A_MM = 72 / 25.4;
const PAGE_HEIGHT_MM = 297;
/** On the left edge between the folds, where nothing is printed. */
const LEFT_MM = 3;
const WIDTH_MM = 7;
const THICK_MM = 0.5;
const TOP_MM = 120;
/** A sixth of an inch, as inserters read them. */
const STEP_MM = 25.4 / 6;

/**
 * Marks that an inserting machine reads on the front of each sheet, from the top: always; last sheet of the letter; an even number
 * of marks in all; the sheet's number modulo four in two bits. To be agreed with the maker of the machine.
 * @param sheet of its letter, from 0
 * @returns drawing instructions, in points from the page's lower left corner
 */
export function opticalMarks(sheet: number, sheets: number): string {
  const last = sheet === sheets - 1;
  const bits = [(sheet & 2) !== 0, (sheet & 1) !== 0];
  const odd = [true, last, ...bits].filter(Boolean).length % 2 === 1;
  const rows = [true, last, odd, ...bits];
  const bars = rows.flatMap((drawn, row) => (drawn ? [bar(TOP_MM + row * STEP_MM)] : []));
  return `0 g\n${bars.join('\n')}\nf`;
}

function bar(top: number): string {
  const points = [LEFT_MM, PAGE_HEIGHT_MM - top, WIDTH_MM, -THICK_MM].map((mm) => (mm * POINTS_A_MM).toFixed(2));
  return `${points.join(' ')} re`;
}
