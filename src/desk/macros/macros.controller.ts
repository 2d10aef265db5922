import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Macro } from '../../domain/desk/macro';
import type { ShownCorrespondence } from '../../persistence/correspondence-record';
import type { MacroRepository } from '../../persistence/desk/macro.repository';
import { Problem } from '../../platform/http/problem';
import { deskUserOf } from '../access/desk-door';
import { readText } from '../access/form-fields';
import { DeskParts } from '../desk-parts';
import { loadCorrespondence } from '../load-correspondence';
import { renderMacroPreview } from '../pages/macro-preview-page';
import { renderMacros } from '../pages/macros-page';
import { placeAfter } from '../place-after';
import { typedFree } from '../replies/reply-form';
import { sendPiece } from '../replies/send-piece';
import { sendPage } from '../send-page';
import type { DoMacro } from './do-macro';
import { macroOfForm } from './macro-of-form';

/** What the pages of frequent acts call; a class, so that Nest finds it by its type. */
export abstract class MacroParts {
  abstract readonly macros: MacroRepository;
  abstract readonly doMacro: DoMacro;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Frequent acts: made by who answers for the others, done by everybody, seen before they are done. */
@Controller('bureau')
export class MacrosController {
  constructor(
    private readonly parts: DeskParts,
    private readonly own: MacroParts,
  ) {}

  @Get('gestes')
  async list(@Query() query: Record<string, unknown>, @Res() response: Response) {
    return this.page(response, 200, { edited: await this.find(readText(query, 'geste')), notice: null });
  }

  @Post('gestes')
  async change(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const by = deskUserOf(response).id;
    const known = await this.find(readText(body, 'geste'));
    if (body.acte === 'retirer') {
      if (known !== null) await this.own.macros.remove(known.id, by);
      return response.redirect(303, '/bureau/gestes');
    }
    const read = macroOfForm(body, this.parts.letters);
    if (!read.ok) return this.page(response, 422, { edited: known, notice: read.error });
    const edited = { id: known?.id ?? '', ...read.value };
    const fields = this.parts.freeFields.get(read.value.letter ?? '') ?? [];
    // What the letter asks an agent to write is asked for once the letter is known; it may be left for later.
    if (fields.length > 0 && readText(body, 'champs') !== read.value.letter)
      return this.page(response, 200, {
        edited,
        notice: 'Écrivez ce qui va dans la lettre, ou laissez-le à écrire à chaque fois.',
      });
    const checked = read.value.note === null ? null : await this.parts.writeNote.check(read.value.note);
    if (checked !== null && !checked.ok) return this.page(response, 422, { edited, notice: checked.error });
    if (!(await this.own.macros.save(known?.id ?? null, read.value, by)))
      return this.page(response, 422, { edited, notice: 'Un autre geste a déjà cette touche.' });
    return response.redirect(303, '/bureau/gestes');
  }

  @Post(':id/geste')
  @HttpCode(200)
  async act(@Param('id') id: string, @Body() body: Record<string, unknown>, @Res() response: Response) {
    const holder = deskUserOf(response);
    const record = await loadCorrespondence(this.parts, id);
    const { macro, call } = await this.asked(record, body);
    const basket = readText(body, 'corbeille');
    const show = async (status: number, notice: string | null) => {
      const made = await this.own.doMacro.preview(macro, call, holder);
      const [fields, letters] = [this.parts.freeFields.get(macro.letter ?? '') ?? [], this.parts.letters];
      const targets = await this.parts.handOver.targets();
      const shown = { holder, record, macro, call, basket, fields, letters, targets, made, notice };
      return sendPage(response.status(notice === null && !made.ok ? 422 : status), renderMacroPreview(shown));
    };
    if (body.acte !== 'faire') return show(200, null);
    const done = await this.own.doMacro.do(macro, call, holder);
    if (!done.ok) return show(409, done.error);
    return response.redirect(303, await placeAfter(this.parts, id, basket, holder.id, done.value.pending));
  }

  /** One part of the letter that it would send: a PDF by its place from 1, or the message. */
  @Post(':id/geste/:piece')
  @HttpCode(200)
  async piece(
    @Param('id') id: string,
    @Param('piece') piece: string,
    @Body() body: Record<string, unknown>,
    @Res() response: Response,
  ) {
    const { macro, call } = await this.asked(await loadCorrespondence(this.parts, id), body);
    const made = await this.own.doMacro.preview(macro, call, deskUserOf(response));
    if (!made.ok || made.value === null)
      throw new Problem(422, 'Rien à montrer', made.ok ? 'Aucune lettre ne partirait.' : made.error);
    return sendPiece(response, made.value, piece);
  }

  private async asked({ id, revision }: ShownCorrespondence, body: Record<string, unknown>) {
    const macro = await this.find(readText(body, 'geste'));
    if (macro === null) throw new Problem(404, 'Introuvable', 'Ce geste n’existe plus.');
    // Its own words, until somebody has seen and changed them.
    const seen = readText(body, 'vu') === macro.id;
    const free = seen ? typedFree(body) : macro.free;
    const note = seen ? readText(body, 'texte') : (macro.note ?? '');
    return { macro, call: { id, revision: Number(readText(body, 'revision')) || revision, free, note } };
  }

  private find(id: string): Promise<Macro | null> {
    return UUID.test(id) ? this.own.macros.find(id) : Promise.resolve(null);
  }

  private async page(
    response: Response,
    status: number,
    shown: { readonly edited: Macro | null; readonly notice: string | null },
  ) {
    const { letters, freeFields, handOver } = this.parts;
    const [macros, targets] = await Promise.all([this.own.macros.list(), handOver.targets()]);
    const fields = freeFields.get(shown.edited?.letter ?? '') ?? [];
    const page = renderMacros({ holder: deskUserOf(response), macros, letters, targets, fields, ...shown });
    return sendPage(response.status(status), page);
  }
}
