import type { BoardDay } from '../../persistence/desk/board.query';

/** As French spreadsheets open it: semicolons, CRLF, a mark that says UTF-8. */
export function boardCsv(days: readonly BoardDay[]): string {
  const lines = days.map(({ day, received, recognised, settled }) => [day, received, recognised, settled].join(';'));
  return `\ufeff${['jour;recus;reconnus_sans_agent;regles', ...lines].join('\r\n')}\r\n`;
}
