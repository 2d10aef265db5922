import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { deskUserOf } from './access/desk-door';
import { readText } from './access/form-fields';
import { countBaskets } from './count-baskets';
import { DeskParts } from './desk-parts';
import { findItems } from './find-items';
import { renderSearch } from './pages/search-page';
import { sendPage } from './send-page';
import { showBasket } from './show-basket';

/** Lists of items: a basket, or what a search finds. */
@Controller('bureau')
export class BasketsController {
  constructor(private readonly parts: DeskParts) {}

  @Get()
  async basket(@Query() query: Record<string, unknown>, @Res() response: Response) {
    return sendPage(response, await showBasket(this.parts, query, deskUserOf(response), null));
  }

  @Post('recherche')
  async search(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const { listed, deadlines, journal } = this.parts;
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
      listed.of(found.ids),
      deadlines.of(found.ids),
    ]);
    return sendPage(response, renderSearch({ baskets, holder, asked, records, dates }));
  }
}
