import { daysBetween } from '../domain/calendar/calendar-days';
import type { BasketQuery } from '../persistence/desk/basket.query';
import { COUNTED } from '../persistence/desk/basket-figures.query';
import { type Clock, parisDate } from '../platform/clock';
import { BASKETS } from './baskets';
import type { Basket } from './pages/page';

const OPEN = BASKETS.filter(({ archive }) => archive !== true);
const COUNT = new Intl.NumberFormat('fr-FR');

interface Parts {
  readonly baskets: Pick<BasketQuery, 'figures'>;
  readonly clock: Clock;
}

/** The baskets as the head of every page shows them: how many lie in each, and since when. @param by id of who looks */
export async function countBaskets({ baskets: query, clock }: Parts, by: string): Promise<Basket[]> {
  const today = parisDate(clock.now());
  const figures = await query.figures(
    OPEN.map(({ content }) => content),
    by,
  );
  return BASKETS.map((basket) => {
    const { name, label } = basket;
    const found = figures[OPEN.indexOf(basket)];
    if (found === undefined) return { name, label, count: null, oldestOn: null, days: null };
    const count = found.count > COUNTED ? `${COUNT.format(COUNTED)}\u00a0+` : COUNT.format(found.count);
    const { oldestOn } = found;
    return { name, label, count, oldestOn, days: oldestOn === null ? null : daysBetween(oldestOn, today) };
  });
}
