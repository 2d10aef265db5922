import { mayDo } from '../domain/desk/desk-roles';
import type { DeskUser } from '../persistence/desk/session.repository';
import { readText } from './access/form-fields';
import { readBasketView } from './basket-view';
import { basketNamed, FIRST_BASKET } from './baskets';
import { countBaskets } from './count-baskets';
import type { DeskParts } from './desk-parts';
import { renderBasket } from './pages/basket-page';
import { undoneBy } from './pending/undone-by';

const PAGE_SIZE = 50;
/** More than that somebody reads from their items, one by one. */
const MOST_MENTIONS = 10;

/** A basket's page. @param query of the address @param notice what to tell on top of it; null for nothing */
export async function showBasket(
  parts: DeskParts,
  query: Readonly<Record<string, unknown>>,
  holder: DeskUser,
  notice: string | null,
): Promise<string> {
  const { correspondences, listed, deadlines, baskets: contents, notes, handOver } = parts;
  const found = basketNamed(readText(query, 'corbeille')) ?? FIRST_BASKET;
  const view = readBasketView(query);
  // One more than is shown: is there a page after this one?
  const skip = (view.page - 1) * PAGE_SIZE;
  const [baskets, mentions, ids] = await Promise.all([
    countBaskets(parts, holder.id),
    notes.unreadBy(holder.id, MOST_MENTIONS),
    found.archive === true && found.content.kind === 'states'
      ? correspondences.list(found.content.states, PAGE_SIZE + 1, skip)
      : contents.list(found.content, holder.id, view, [skip, PAGE_SIZE + 1]),
  ]);
  const shown = ids.slice(0, PAGE_SIZE);
  const handsOver = mayDo(holder.role, 'settle') && found.archive !== true && shown.length > 0;
  const [records, dates, assigned, targets, undo] = await Promise.all([
    listed.of(shown),
    deadlines.of(shown),
    handOver.of(shown),
    handsOver ? handOver.targets() : [],
    undoneBy(parts, readText(query, 'annuler')),
  ]);
  const more = ids.length > PAGE_SIZE;
  return renderBasket({
    ...{ baskets, found, view, more, undo, holder, mentions, records, dates, assigned, targets, notice },
  });
}
