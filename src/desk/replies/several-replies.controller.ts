import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { deskUserOf } from '../access/desk-door';
import { readSeveral, readText } from '../access/form-fields';
import { DeskParts } from '../desk-parts';
import { renderSeveral, renderSeveralSent } from '../pages/several-page';
import { sendPage } from '../send-page';
import { rehearseSeveral, type Seen, seenOf, sendSeveral } from './several-replies';

/** One letter to several items of a basket: each is seen before any leaves. */
@Controller('bureau/lot')
export class SeveralRepliesController {
  constructor(private readonly parts: DeskParts) {}

  @Post()
  @HttpCode(200)
  async several(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const holder = deskUserOf(response);
    const letter = readText(body, 'lettre');
    // A letter of which something is written by hand is written one at a time.
    const letters = new Map([...this.parts.letters].filter(([name]) => !this.parts.freeFields.has(name)));
    if (body.acte !== 'envoyer') {
      const known = letters.has(letter);
      const several = await rehearseSeveral(
        this.parts,
        readSeveral(body, 'courrier'),
        known ? letter : '',
        holder.name,
      );
      return sendPage(response, renderSeveral({ holder, letters, several, chosen: known }));
    }
    const seen = readSeveral(body, 'vu')
      .map(seenOf)
      .filter((one): one is Seen => one !== null);
    const done = letters.has(letter) ? await sendSeveral(this.parts, seen, letter, holder) : new Map();
    const records = await this.parts.correspondences.showAll([...done.keys()]);
    return sendPage(response, renderSeveralSent({ holder, records, done }));
  }
}
