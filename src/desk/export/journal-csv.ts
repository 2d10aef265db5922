import type { JournalDetail } from '../../persistence/tables/journal.tables';

export interface JournalLine {
  readonly at: Date;
  readonly event: string;
  readonly revision: number | null;
  /** Null once erased. */
  readonly detail: JournalDetail | null;
}

/** As French spreadsheets open it: semicolons, CRLF, a mark that says UTF-8; what could be taken for a formula is not one. */
export function journalCsv(lines: readonly JournalLine[]): string {
  const rows = lines.map(({ at, event, revision, detail }) =>
    [at.toISOString(), event, String(revision ?? ''), detail === null ? 'effacé' : JSON.stringify(detail)]
      .map(cell)
      .join(';'),
  );
  return `\ufeff${['le;evenement;revision;detail', ...rows].join('\r\n')}\r\n`;
}

const cell = (text: string): string => `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
