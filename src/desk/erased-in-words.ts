import { dateInWords } from '../domain/calendar/french-dates';
import type { CorrespondenceRecord } from '../persistence/correspondence-record';
import { parisDate } from '../platform/clock';

/** What an agent reads in place of what is gone. */
export function erasedInWords({ at, rule }: NonNullable<CorrespondenceRecord['erased']>): string {
  return `Ce courrier a été effacé le ${dateInWords(parisDate(at))} (règle «\u00a0${rule}\u00a0»).`;
}
