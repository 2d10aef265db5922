import { basketNamed } from './baskets';
import type { DeskParts } from './desk-parts';

/**
 * Where to go once an item is settled: the next of the basket that is being worked through, so that nobody goes back to the list
 * for each. @param undo can what was decided still be taken back?
 */
export async function placeAfter(
  { baskets, clock }: Pick<DeskParts, 'baskets' | 'clock'>,
  id: string,
  basket: string,
  by: string,
  undo: boolean,
): Promise<string> {
  const found = basketNamed(basket);
  if (found === undefined) return undo ? `/bureau?annuler=${id}` : '/bureau';
  const next = found.archive === true ? null : await baskets.next(found.content, id, by, clock.now());
  const tail = undo ? `&annuler=${id}` : '';
  return `${next === null ? '/bureau' : `/bureau/${next}`}?corbeille=${found.name}${tail}`;
}
