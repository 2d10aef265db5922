import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { deskUserOf } from '../access/desk-door';
import { readText } from '../access/form-fields';
import { basketNamed } from '../baskets';
import { DeskParts } from '../desk-parts';
import { loadCorrespondence } from '../load-correspondence';
import { sendPage } from '../send-page';
import { showItem } from '../show-item';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Notes on items, and what of them is for whom. */
@Controller('bureau')
export class NotesController {
  constructor(private readonly parts: DeskParts) {}

  @Post('mentions')
  async read(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const [note, item, basket] = [readText(body, 'note'), readText(body, 'courrier'), readText(body, 'corbeille')];
    const all = body.acte === 'tout-lu';
    if (all || UUID.test(note)) await this.parts.notes.markRead(deskUserOf(response).id, all ? null : note);
    const back = UUID.test(item) ? `/bureau/${item}` : '/bureau';
    return response.redirect(303, `${back}${basketNamed(basket) === undefined ? '' : `?corbeille=${basket}`}`);
  }

  @Post(':id/notes')
  async write(@Param('id') id: string, @Body() body: Record<string, unknown>, @Res() response: Response) {
    const holder = deskUserOf(response);
    await loadCorrespondence(this.parts, id);
    const [written, basket] = [readText(body, 'texte'), readText(body, 'corbeille')];
    const done = await this.parts.writeNote.write(id, written, [readText(body, 'pour')], holder);
    if (!done.ok) {
      const shown = { notice: `La note n’est pas gardée\u00a0: ${done.error}`, basket, draft: written };
      return sendPage(response.status(422), await showItem(this.parts, id, holder, shown));
    }
    return response.redirect(
      303,
      `/bureau/${id}${basketNamed(basket) === undefined ? '' : `?corbeille=${basket}`}#notes`,
    );
  }
}
