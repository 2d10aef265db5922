export interface CsvRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const SEPARATORS = [';', ',', '\t'] as const;

/** The rows of a CSV (RFC 4180, its separator told by the first line); empty ones are left out. */
export function rowsOfCsv(content: string): readonly CsvRow[] {
  const first = content.slice(0, content.search(/[\r\n]|$/));
  const separator = SEPARATORS.find((one) => first.includes(one)) ?? ';';
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let from = 1;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: from, cells });
    cells = [];
    cell = '';
    from = line;
  };
  for (let at = 0; at < content.length; at += 1) {
    const sign = content[at] as string;
    if (sign === '\n') line += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (content[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  endRow();
  return rows;
}
