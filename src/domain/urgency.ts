import type { Classification } from './correspondence';

/** @returns 3 for danger, 2 for a legal clock, 1 for somebody vulnerable, 0 for none: what an item's place in its basket hangs on */
export function urgencyOf({ danger, flags = [] }: Classification): 0 | 1 | 2 | 3 {
  if (danger.length > 0) return 3;
  if (flags.some(({ kind }) => kind === 'legal-clock')) return 2;
  return flags.length > 0 ? 1 : 0;
}
