import type { CorrespondenceRecord } from '../persistence/correspondence-record';

/** Asks for pages again, by their numbers: it is for an item some of whose pages could not be read. */
const PAGE_ILLEGIBLE = 'page-illisible';

/** Letters, name → title, that say something true of this item. */
export function lettersForItem(
  letters: ReadonlyMap<string, string>,
  { reading }: Pick<CorrespondenceRecord, 'reading'>,
): ReadonlyMap<string, string> {
  if (reading?.pagesAgain !== undefined) return letters;
  return new Map([...letters].filter(([name]) => name !== PAGE_ILLEGIBLE));
}
