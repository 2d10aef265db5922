import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isWithheld } from '../persistence/correspondence-record';
import type { DeskUser } from '../persistence/desk/session.repository';
import { parisDate } from '../platform/clock';
import { Problem } from '../platform/http/problem';
import { deskUserOf } from './access/desk-door';
import { countBaskets } from './count-baskets';
import { DeskParts } from './desk-parts';
import { erasedInWords } from './erased-in-words';
import { loadCorrespondence } from './load-correspondence';
import { renderItem } from './pages/item-page';
import { revokeByForm } from './revoke-by-form';
import { sendDocument } from './send-document';
import { sendPage } from './send-page';
import { settlementOfForm } from './settlement-of-form';

/** The agents' pages: plain HTML and forms, no script. */
@Controller('bureau')
export class DeskController {
  constructor(private readonly parts: DeskParts) {}

  @Get(':id')
  async item(@Param('id') id: string, @Res() response: Response) {
    const holder = deskUserOf(response);
    const page = await this.itemPage(id, holder, null);
    await this.parts.journal.tell('item-opened', holder.id, id);
    return sendPage(response, page);
  }

  @Get(':id/documents/:documentId')
  async document(@Param('id') id: string, @Param('documentId') documentId: string, @Res() response: Response) {
    const { erased } = await loadCorrespondence(this.parts, id);
    if (erased !== null) throw new Problem(410, 'Effacé', erasedInWords(erased));
    const document = (await this.parts.correspondences.documentsOf(id)).find((one) => one.id === documentId);
    if (document === undefined && (await this.parts.correspondences.isErasedDocument(id, documentId)))
      throw new Problem(410, 'Effacé', 'Ce document a été effacé\u00a0: sa durée de conservation est passée.');
    if (document === undefined) throw new Problem(404, 'Introuvable', 'Ce document n’existe pas.');
    if (isWithheld(document))
      throw new Problem(
        409,
        'Document retenu',
        document.malware === 'infected'
          ? 'Un logiciel malveillant y a été trouvé\u00a0: ce document ne s’ouvre pas ici.'
          : 'L’antivirus ne l’a pas encore examiné.',
      );
    // Asked before the first byte leaves: half an altered file would look like a whole one.
    const fault = await this.parts.store.verify(document.storeKey);
    if (fault !== null) throw new Problem(409, 'Document illisible', `Ce document ne s’ouvre pas\u00a0: ${fault}.`);
    await this.parts.journal.tell('document-opened', deskUserOf(response).id, id, { document: document.id });
    await sendDocument(response, document, this.parts.store.stream(document.storeKey));
  }

  @Post(':id')
  async settle(@Param('id') id: string, @Body() body: Record<string, unknown>, @Res() response: Response) {
    const holder = deskUserOf(response);
    if (body.acte === 'relancer') {
      const rerun = await this.parts.rerun.rerun(id);
      if (!rerun.ok) return sendPage(response.status(409), await this.itemPage(id, holder, rerun.error.message));
      return response.redirect(303, '/bureau');
    }
    if (body.acte === 'revoquer') {
      const revoked = await revokeByForm(this.parts.issued, id, body, holder.name);
      if (!revoked.ok) return sendPage(response.status(422), await this.itemPage(id, holder, revoked.error));
      return response.redirect(303, `/bureau/${id}`);
    }
    const asked = settlementOfForm(body);
    if (!asked.ok) return sendPage(response.status(422), await this.itemPage(id, holder, asked.error));
    const settled = await this.parts.settle.settle(id, asked.value, holder.name);
    if (!settled.ok) return sendPage(response.status(409), await this.itemPage(id, holder, settled.error.message));
    return response.redirect(303, '/bureau');
  }

  private async itemPage(id: string, holder: DeskUser, notice: string | null): Promise<string> {
    const { offices, correspondences, ledger, letters, deadlines, doubles, waits, issued } = this.parts;
    const record = await loadCorrespondence(this.parts, id);
    const [baskets, documents, sendings, dates, linked] = await Promise.all([
      countBaskets(this.parts.baskets, this.parts.clock),
      correspondences.documentsOf(id),
      ledger.list(id),
      deadlines.of([id]),
      doubles.linkedWith(id),
    ]);
    return renderItem({
      baskets,
      holder,
      record,
      documents,
      sendings,
      deadlines: dates.get(id) ?? null,
      doubles: linked,
      thread: await waits.threadOf(id),
      issued: record.erased === null ? await issued.of(id) : [],
      letters,
      offices,
      today: parisDate(this.parts.clock.now()),
      notice,
    });
  }
}
