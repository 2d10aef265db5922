import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isWithheld } from '../persistence/correspondence-record';
import { Problem } from '../platform/http/problem';
import { deskUserOf } from './access/desk-door';
import { readText } from './access/form-fields';
import { attachByForm, isAttaching } from './attach/attach-by-form';
import { basketNamed } from './baskets';
import { findCandidates } from './candidates/find-candidates';
import { isRevealReason } from './candidates/reveal-reasons';
import { DeskParts } from './desk-parts';
import { erasedInWords } from './erased-in-words';
import { loadCorrespondence } from './load-correspondence';
import { undoneBy } from './pending/undone-by';
import { placeAfter } from './place-after';
import { regroupByForm } from './regroup/regroup-by-form';
import { revokeByForm } from './revoke-by-form';
import { sendDocument } from './send-document';
import { sendPage } from './send-page';
import { settlementOfForm } from './settlement-of-form';
import { type ItemShown, showItem } from './show-item';

/** The agents' pages: plain HTML and forms, no script. */
@Controller('bureau')
export class DeskController {
  constructor(private readonly parts: DeskParts) {}

  @Get(':id')
  async item(@Param('id') id: string, @Query() query: Record<string, unknown>, @Res() response: Response) {
    const holder = deskUserOf(response);
    const page = await showItem(this.parts, id, holder, {
      basket: readText(query, 'corbeille'),
      undo: await undoneBy(this.parts, readText(query, 'annuler')),
    });
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
    const basket = readText(body, 'corbeille');
    const { locks, rerun, issued, decisions } = this.parts;
    if (body.acte === 'reprendre') {
      await loadCorrespondence(this.parts, id);
      await locks.take(id, holder, true);
      await this.parts.journal.tell('lock-taken-over', holder.id, id);
      return response.redirect(303, here(id, basket));
    }
    if (body.acte === 'annuler')
      return (await decisions.withdraw(id, holder))
        ? response.redirect(303, `/bureau/${id}`)
        : this.answer(response, 409, id, { basket, notice: 'C’est trop tard\u00a0: la décision est faite.' });
    const refuse = (status: number, notice: string) => this.answer(response, status, id, { basket, notice });
    // Who approves has what was decided before them, whoever has the item open.
    if (body.acte === 'approuver') {
      const approved = await decisions.approve(id, holder);
      return approved.ok ? this.goOn(response, id, basket) : refuse(409, approved.error);
    }
    const lock = await locks.of(id);
    if (lock !== null && lock.holderId !== holder.id)
      return refuse(409, `${lock.holderName} a ce courrier ouvert\u00a0: reprenez-le d’abord.`);
    if (body.acte === 'relancer') {
      const done = await rerun.rerun(id);
      return done.ok ? this.goOn(response, id, basket) : refuse(409, done.error.message);
    }
    if (body.acte === 'revoquer') {
      const revoked = await revokeByForm(issued, id, body, holder.name);
      return revoked.ok ? response.redirect(303, `/bureau/${id}`) : refuse(422, revoked.error);
    }
    if (body.acte === 'lever-panne') {
      const lifted = await this.parts.failing.lift(await loadCorrespondence(this.parts, id), holder.id);
      return lifted.ok ? response.redirect(303, here(id, basket)) : refuse(422, lifted.error);
    }
    if (isAttaching(body.acte)) {
      const done = await attachByForm(this.parts, id, body.acte, body, holder.name);
      return done.ok ? response.redirect(303, `/bureau/${id}`) : refuse(422, done.error);
    }
    if (['scinder', 'reunir', 'defaire'].includes(readText(body, 'acte'))) {
      const done = await regroupByForm(this.parts.regroup, id, body, holder.name);
      return done.ok ? response.redirect(303, `/bureau/${done.value}`) : refuse(422, done.error);
    }
    const asked = settlementOfForm(body);
    if (!asked.ok) return refuse(422, asked.error);
    const decided = await decisions.decide(id, asked.value, holder, readText(body, 'approbation') === 'oui');
    if (!decided.ok) return refuse(409, decided.error);
    await locks.release(id, holder.id);
    return this.goOn(response, id, basket, decided.value.pending);
  }

  @Post(':id/reveler')
  async reveal(@Param('id') id: string, @Body() body: Record<string, unknown>, @Res() response: Response) {
    const holder = deskUserOf(response);
    const { triage, channel } = await loadCorrespondence(this.parts, id);
    const candidates =
      triage === null ? [] : await findCandidates(triage.identification, channel, this.parts.directory);
    const personIndex = Number(readText(body, 'personne'));
    const found = candidates.find(
      (one) => one.numeroAllocataire === readText(body, 'numero') && one.personIndex === personIndex,
    );
    const [basket, reason] = [readText(body, 'corbeille'), readText(body, 'motif')];
    if (found === undefined || !isRevealReason(reason))
      return this.answer(response, 422, id, { basket, notice: 'Dites pourquoi ce NIR est à montrer.' });
    await this.parts.journal.tell('nir-revealed', holder.id, id, { reason });
    return this.answer(response, 200, id, { basket, revealed: found });
  }

  private async answer(response: Response, status: number, id: string, shown: ItemShown) {
    return sendPage(response.status(status), await showItem(this.parts, id, deskUserOf(response), shown));
  }

  private async goOn(response: Response, id: string, basket: string, undo = false) {
    return response.redirect(303, await placeAfter(this.parts, id, basket, deskUserOf(response).id, undo));
  }
}

const here = (id: string, basket: string): string =>
  `/bureau/${id}${basketNamed(basket) === undefined ? '' : `?corbeille=${basket}`}`;
