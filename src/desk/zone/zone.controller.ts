import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import { deskUserOf } from '../access/desk-door';
import { readText } from '../access/form-fields';
import { DeskParts } from '../desk-parts';
import { sendPage } from '../send-page';
import { type ItemShown, showItem } from '../show-item';
import { findFile } from '../view/find-file';
import { numberInZone } from './number-in-zone';
import { zoneOfForm } from './zone-of-form';

/** A zone of a page that somebody drew, or gave in hundredths: it is read, and its number stands in the field. */
@Controller('bureau')
export class ZoneController {
  constructor(private readonly parts: DeskParts) {}

  @Post(':id/pages/:file/:page/zone')
  @HttpCode(200)
  async read(
    @Param('id') id: string,
    @Param('file') name: string,
    @Param('page') number: string,
    @Body() body: Record<string, unknown>,
    @Res() response: Response,
  ) {
    const file = await findFile(this.parts, id, name);
    const [page, zone, basket] = [Number(number), zoneOfForm(body), readText(body, 'corbeille')];
    const show = async (status: number, shown: ItemShown) =>
      sendPage(response.status(status), await showItem(this.parts, id, deskUserOf(response), { ...shown, basket }));
    if (zone === null || !Number.isInteger(page) || page < 1)
      return show(422, { notice: 'Donnez la zone en centièmes de la page\u00a0: gauche, haut, largeur et hauteur.' });
    const { content } = await this.parts.view({ kind: 'zone', ...file, page, zone });
    const text = content?.toString('utf8').trim() ?? '';
    await this.parts.journal.tell('zone-read', deskUserOf(response).id, id, { page });
    if (text === '') return show(200, { notice: 'Rien n’a pu être lu dans cette zone.' });
    const numero = await numberInZone(text, this.parts.directory);
    const said =
      numero === null ? 'Aucun numéro connu n’y est.' : `Le numéro allocataire ${numero} est mis dans son champ.`;
    return show(200, {
      notice: `Lu dans la zone\u00a0: «\u00a0${maskNirs(text)}\u00a0». ${said}`,
      ...(numero === null ? {} : { numero }),
    });
  }
}
