import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { refused } from '../../domain/result';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import { Problem } from '../../platform/http/problem';
import { deskUserOf } from '../access/desk-door';
import { readText } from '../access/form-fields';
import { DeskParts } from '../desk-parts';
import { lettersForItem } from '../letters-for-item';
import { loadCorrespondence } from '../load-correspondence';
import { renderReply } from '../pages/reply-page';
import { sendPage } from '../send-page';
import { settlementOfForm } from '../settlement-of-form';
import { typedFree } from './reply-form';
import { sendPiece } from './send-piece';

/** A reply before it leaves: the letter, what an agent writes into it, the e-mail and the PDF as they would be. */
@Controller('bureau')
export class RepliesController {
  constructor(private readonly parts: DeskParts) {}

  @Post(':id/apercu')
  @HttpCode(200)
  async preview(@Param('id') id: string, @Body() body: Record<string, unknown>, @Res() response: Response) {
    const record = await loadCorrespondence(this.parts, id);
    const made = readText(body, 'lettre') === '' ? null : await this.rehearse(record, body, deskUserOf(response).name);
    const free = {
      ...Object.fromEntries(Object.entries(record.settlement?.free ?? {}).map(written)),
      ...typedFree(body),
    };
    const page = renderReply({
      ...{ holder: deskUserOf(response), record, letters: lettersForItem(this.parts.letters, record), made, free },
      fields: this.parts.freeFields.get(readText(body, 'lettre')) ?? [],
      typed: (name) => readText(body, name),
    });
    return sendPage(response.status(made === null || made.ok ? 200 : 422), page);
  }

  /** One part of it: a PDF by its place from 1, or the message. */
  @Post(':id/apercu/:piece')
  @HttpCode(200)
  async piece(
    @Param('id') id: string,
    @Param('piece') piece: string,
    @Body() body: Record<string, unknown>,
    @Res() response: Response,
  ) {
    const record = await loadCorrespondence(this.parts, id);
    const made = await this.rehearse(record, body, deskUserOf(response).name);
    if (!made.ok) throw new Problem(422, 'Rien à montrer', made.error);
    return sendPiece(response, made.value, piece);
  }

  /** Beside others, a preview is of the item as it stands. */
  private async rehearse({ id, revision }: ShownCorrespondence, body: Record<string, unknown>, by: string) {
    const seen = readText(body, 'revision') || String(revision);
    const asked = settlementOfForm({ ...body, revision: seen, acte: 'lettre' });
    if (!asked.ok) return asked;
    const proposed = await this.parts.settle.propose(id, asked.value, by);
    return proposed.ok ? this.parts.rehearse(proposed.value) : refused(proposed.error.message);
  }
}

const written = ([name, paragraphs]: [string, readonly string[]]) => [name, paragraphs.join('\n\n')] as const;
