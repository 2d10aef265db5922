import type { RequestFacts } from '../request-facts';
import { CHOSEN_LETTER_ROWS } from './chosen-letter-rows';
import { holds } from './condition';
import type { DecisionRow } from './decision-row';
import { DOCUMENT_ROWS } from './document-rows';
import { FILE_ROWS } from './file-rows';
import { NOT_BY_MACHINE_ROWS } from './not-by-machine-rows';
import { REQUEST_ROWS } from './request-rows';
import { WRITER_ROWS } from './writer-rows';

/**
 * The decision table. Rows are tried in order for each request of an item, and the first that holds decides; the last one
 * always holds. What holds an answer back stands before what sends one.
 */
export const DECISION_TABLE: readonly DecisionRow[] = [
  ...CHOSEN_LETTER_ROWS,
  ...NOT_BY_MACHINE_ROWS,
  ...WRITER_ROWS,
  ...FILE_ROWS,
  ...DOCUMENT_ROWS,
  ...REQUEST_ROWS,
];

export function rowFor(facts: RequestFacts): DecisionRow {
  const row = DECISION_TABLE.find(({ when }) => holds(when, facts));
  if (row === undefined) throw new RangeError('the last row of the table always holds');
  return row;
}
