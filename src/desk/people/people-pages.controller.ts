import { Body, Controller, Get, Headers, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { ApiKeyHolder } from '../../persistence/api-key.repository';
import { Problem } from '../../platform/http/problem';
import { renderPerson } from '../pages/person-page';
import { sendPage } from '../send-page';
import { findNamedPerson, namedPerson } from './named-person';
import { newNote } from './new-note';
import { PeopleParts } from './people.controller';

/** The same at the desk: the number is typed into a form, so that it stands in no address. */
@Controller('bureau/personnes')
export class PeoplePagesController {
  constructor(private readonly parts: PeopleParts) {}

  @Get()
  async form(@Req() request: Request, @Res() response: Response) {
    const holder = await this.parts.sessions.holderOf(request.headers.cookie);
    if (holder === null) return response.redirect(303, '/bureau');
    return sendPage(response, renderPerson({ holder: holder.name, found: null, notice: null }));
  }

  @Post()
  async show(
    @Body() body: Record<string, unknown>,
    @Headers('sec-fetch-site') site: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const holder = await this.parts.sessions.holderOf(request.headers.cookie);
    if (holder === null) return response.redirect(303, '/bureau');
    if (site !== undefined && site !== 'same-origin')
      throw new Problem(403, 'Refusé', 'Ce formulaire vient d’ailleurs.');
    const notice = (await this.write(body, holder)) ?? null;
    const named = namedPerson.safeParse(nameOf(body));
    const found = named.success ? await findNamedPerson(named.data, this.parts.directory, this.parts.hash) : null;
    if (found === null || !found.ok) {
      const why = found === null ? 'Donnez un NIR, ou un numéro allocataire de sept chiffres.' : found.error;
      return sendPage(response.status(422), renderPerson({ holder: holder.name, found: null, notice: why }));
    }
    const entries = await this.parts.history.of(found.value, holder.id);
    const { numeroAllocataire } = found.value;
    return sendPage(response, renderPerson({ holder: holder.name, found: { numeroAllocataire, entries }, notice }));
  }

  /** @returns what to tell of a note that came with the form; null where none did */
  private async write(body: Record<string, unknown>, holder: ApiKeyHolder): Promise<string | null> {
    if (typeof body.note !== 'string' || body.note.trim() === '') return null;
    const parsed = newNote.safeParse({ ...nameOf(body), channel: body.voie, text: body.note });
    if (!parsed.success) return 'La note n’est pas gardée\u00a0: elle est trop longue, ou la voie manque.';
    const found = await findNamedPerson(parsed.data, this.parts.directory, this.parts.hash);
    if (!found.ok) return null;
    const { fileHash, personHash } = found.value;
    const { channel, text } = parsed.data;
    await this.parts.history.note({ fileHash, personHash }, channel, { text, by: holder.name });
    return 'Note gardée.';
  }
}

/** Seven digits are a numéro allocataire, whatever else a NIR. */
function nameOf({ numero }: Record<string, unknown>) {
  const text = typeof numero === 'string' ? numero.trim() : '';
  return /^\d{7}$/.test(text) ? { numeroAllocataire: text } : { nir: text };
}
