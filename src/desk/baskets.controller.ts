import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { deskUserOf } from './access/desk-door';
import { readText } from './access/form-fields';
import { readBasketView } from './basket-view';
import { basketNamed, FIRST_BASKET } from './baskets';
import { countBaskets } from './count-baskets';
import { DeskParts } from './desk-parts';
import { findItems } from './find-items';
import { renderBasket } from './pages/basket-page';
import { renderSearch } from './pages/search-page';
import { undoneBy } from './pending/undone-by';
import { sendPage } from './send-page';

const PAGE_SIZE = 50;
/** More than that somebody reads from their items, one by one. */
const MOST_MENTIONS = 10;

/** Lists of items: a basket, or what a search finds. */
@Controller('bureau')
export class BasketsController {
  constructor(private readonly parts: DeskParts) {}

  @Get()
  async basket(@Query() query: Record<string, unknown>, @Res() response: Response) {
    const { correspondences, deadlines, baskets: contents, notes } = this.parts;
    const holder = deskUserOf(response);
    const found = basketNamed(readText(query, 'corbeille')) ?? FIRST_BASKET;
    const view = readBasketView(query);
    // One more than is shown: is there a page after this one?
    const skip = (view.page - 1) * PAGE_SIZE;
    const [baskets, mentions, ids] = await Promise.all([
      countBaskets(this.parts, holder.id),
      notes.unreadBy(holder.id, MOST_MENTIONS),
      found.archive === true && found.content.kind === 'states'
        ? correspondences.list(found.content.states, PAGE_SIZE + 1, skip)
        : contents.list(found.content, holder.id, view, [skip, PAGE_SIZE + 1]),
    ]);
    const shown = ids.slice(0, PAGE_SIZE);
    const [records, dates] = await Promise.all([correspondences.showAll(shown), deadlines.of(shown)]);
    const undo = await undoneBy(this.parts, readText(query, 'annuler'));
    const more = ids.length > PAGE_SIZE;
    return sendPage(response, renderBasket({ baskets, found, view, more, undo, holder, mentions, records, dates }));
  }

  @Post('recherche')
  async search(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const { correspondences, deadlines, journal } = this.parts;
    const asked = readText(body, 'numero').trim();
    const holder = deskUserOf(response);
    const found = await findItems(this.parts, asked);
    // The form goes on to the page of people as it is, in a body: the number stands in no address.
    if (found.kind === 'number') return response.redirect(307, '/bureau/personnes');
    await journal.tell('searched', holder.id, null, { found: found.ids.length });
    const [only] = found.ids;
    if (found.kind === 'reference' && only !== undefined) return response.redirect(303, `/bureau/${only}`);
    const [baskets, records, dates] = await Promise.all([
      countBaskets(this.parts, holder.id),
      correspondences.showAll(found.ids),
      deadlines.of(found.ids),
    ]);
    return sendPage(response, renderSearch({ baskets, holder, asked, records, dates }));
  }
}
