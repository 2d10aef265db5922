/**
 * One line for the cells of a table row. Boxes of one character and groups of a number keep together; anything else is
 * kept apart by `|`, so that two numbers side by side never read as one.
 */
export function joinCells(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.some((cell) => cell.includes('\n'))) return filled.join('\n');
  let line = '';
  filled.forEach((cell, at) => {
    const before = filled[at - 1];
    if (before === undefined) line = cell;
    else
      line +=
        isGroup(before) && isGroup(cell) && !(cell.length === 1 && before.length === 1) ? ` ${cell}` : ` | ${cell}`;
  });
  return line;
}

/** A group of a NIR in its way of writing: one to three digits, or Corsica's department. */
const isGroup = (cell: string): boolean => /^(?:\d{1,3}|2[ABab])$/.test(cell.trim());

/** Lines without blanks at their ends, never two empty ones in a row. */
export function tidyLines(text: string): string {
  return text
    .replace(/[ \t\u00a0]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}
