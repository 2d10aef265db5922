import type { ScanItem } from '../correspondence';

/** What was typed for the whole stack is not each letter's. */
const OF_ONE_LETTER = {
  postmark: null,
  registeredNumber: null,
  nir: null,
  numeroAllocataire: null,
  documentType: null,
  barcode: null,
} as const;

/**
 * A letter that was cut out of a scanned item, as an item of its own.
 * @param letter which, from 0, of how many, with the names of its pages
 */
export function letterOfStack(
  stack: ScanItem,
  { index, of, pages }: { readonly index: number; readonly of: number; readonly pages: readonly string[] },
): ScanItem {
  return { ...stack, ...(of > 1 ? OF_ONE_LETTER : {}), itemId: `${stack.itemId}-${index + 1}`, pages };
}
