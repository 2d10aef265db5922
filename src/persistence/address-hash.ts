import { printableAddress } from '../domain/addresses/printable-address';
import type { LookupHash } from '../platform/keys/field-encryption';

/**
 * By what an address is known again without being readable: the block as it is printed, so that a comma or an accent makes no
 * other address. The addressee is part of it: who left a place is not everybody there.
 */
export function hashOfAddress(hash: LookupHash, lines: readonly string[]): Buffer {
  const printed = printableAddress(lines);
  const block = (printed.ok ? printed.value : lines.filter((line) => line !== '')).join('\n').toUpperCase();
  return hash.of('address', block);
}
