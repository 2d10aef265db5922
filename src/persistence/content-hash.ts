import type { LookupHash } from '../platform/keys/field-encryption';

/** By which the same message again is the same item. @param storeKey of its raw document */
export const messageContentHash = (storeKey: string): Buffer => Buffer.from(storeKey, 'hex');

/** By which the same scanned item again is the same item. @param storeKeys of its pages, in order */
export function scanContentHash(
  { batchId, itemId }: { readonly batchId: string; readonly itemId: string },
  storeKeys: readonly string[],
  hash: LookupHash,
): Buffer {
  return hash.of('scan', [batchId, itemId, ...storeKeys].join('\0'));
}
