import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { CorrespondenceState } from '../domain/correspondence';
import type { DeskUser } from '../persistence/desk/session.repository';
import { parisDate } from '../platform/clock';
import { Problem } from '../platform/http/problem';
import { deskUserOf } from './access/desk-door';
import { DeskParts } from './desk-parts';
import { erasedInWords } from './erased-in-words';
import { loadCorrespondence } from './load-correspondence';
import { renderBasket } from './pages/basket-page';
import { renderItem } from './pages/item-page';
import type { Basket } from './pages/page';
import { revokeByForm } from './revoke-by-form';
import { sendDocument } from './send-document';
import { sendPage } from './send-page';
import { settlementOfForm } from './settlement-of-form';

const MOST_SHOWN = 100;
const BASKETS: readonly {
  readonly name: string;
  readonly label: string;
  readonly states: readonly CorrespondenceState[];
  /** What is late comes first. */
  readonly byDeadline?: true;
}[] = [
  { name: 'a-regler', label: 'À régler', states: ['needs-agent'], byDeadline: true },
  { name: 'en-attente', label: 'En attente de l’expéditeur', states: ['waiting-sender'] },
  { name: 'en-cours', label: 'En cours', states: ['received', 'reading', 'triage', 'composing', 'dispatching'] },
  { name: 'en-echec', label: 'En échec', states: ['failed'], byDeadline: true },
  { name: 'repondu', label: 'Répondu', states: ['answered', 'closed', 'joined'] },
  { name: 'ecarte', label: 'Mis de côté', states: ['set-aside'] },
];

/** The agents' pages: plain HTML and forms, no script. */
@Controller('bureau')
export class DeskController {
  constructor(private readonly parts: DeskParts) {}

  @Get()
  async basket(@Query('corbeille') name: string | undefined, @Res() response: Response) {
    const holder = deskUserOf(response);
    const found = BASKETS.find((one) => one.name === name) ?? BASKETS[0];
    const baskets = await this.baskets();
    const current = baskets.find((one) => one.name === found?.name);
    if (found === undefined || current === undefined)
      throw new Problem(404, 'Introuvable', 'Cette corbeille n’existe pas.');
    const { correspondences, deadlines } = this.parts;
    const ids = await (found.byDeadline
      ? deadlines.listLateFirst(found.states, MOST_SHOWN)
      : correspondences.list(found.states, MOST_SHOWN));
    const [records, dates] = await Promise.all([correspondences.showAll(ids), deadlines.of(ids)]);
    return sendPage(response, renderBasket({ baskets, current, holder, records, dates }));
  }

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
      this.baskets(),
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

  private async baskets(): Promise<Basket[]> {
    const counts = await this.parts.correspondences.countByState();
    return BASKETS.map(({ name, label, states }) => ({
      name,
      label,
      count: states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0),
    }));
  }
}
