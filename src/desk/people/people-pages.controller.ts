import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { mayDo } from '../../domain/desk/desk-roles';
import type { DeskUser } from '../../persistence/desk/session.repository';
import { deskUserOf } from '../access/desk-door';
import { renderPerson } from '../pages/person-page';
import { sendPage } from '../send-page';
import { householdOf } from './household';
import { findNamedPerson, namedPerson } from './named-person';
import { newNote } from './new-note';
import { PeopleParts } from './people.controller';

/** The same at the desk: the number is typed into a form, so that it stands in no address. */
@Controller('bureau/personnes')
export class PeoplePagesController {
  constructor(private readonly parts: PeopleParts) {}

  @Get()
  async form(@Res() response: Response) {
    return sendPage(response, renderPerson({ ...EMPTY, holder: deskUserOf(response), notice: null }));
  }

  @Post()
  async show(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const holder = deskUserOf(response);
    const notice = (await this.write(body, holder)) ?? null;
    const named = namedPerson.safeParse(nameOf(body));
    const found = named.success ? await findNamedPerson(named.data, this.parts.directory, this.parts.hash) : null;
    if (found === null || !found.ok) {
      const why = found === null ? 'Donnez un NIR, ou un numéro allocataire de sept chiffres.' : found.error;
      return sendPage(response.status(422), renderPerson({ ...EMPTY, holder, notice: why }));
    }
    const entries = await this.parts.history.of(found.value, holder.id);
    const { numeroAllocataire } = found.value;
    const household = await householdOf(found.value, this.parts.directory, this.parts.hash);
    const [letters, letterTitles] = [lettersFor(holder, this.parts), this.parts.letterTitles];
    return sendPage(
      response,
      renderPerson({ holder, found: { numeroAllocataire, household, entries }, letters, letterTitles, notice }),
    );
  }

  /** @returns what to tell of a note that came with the form; null where none did */
  private async write(body: Record<string, unknown>, holder: DeskUser): Promise<string | null> {
    if (typeof body.note !== 'string' || body.note.trim() === '') return null;
    if (!mayDo(holder.role, 'settle')) return 'Votre rôle ne permet pas d’écrire une note.';
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

const NONE: ReadonlyMap<string, string> = new Map();
const EMPTY = { found: null, letters: NONE, letterTitles: NONE };

const lettersFor = ({ role }: DeskUser, { letters }: PeopleParts) => (mayDo(role, 'settle') ? letters : NONE);

/** Seven digits are a numéro allocataire, whatever else a NIR. */
function nameOf({ numero }: Record<string, unknown>) {
  const text = typeof numero === 'string' ? numero.trim() : '';
  return /^\d{7}$/.test(text) ? { numeroAllocataire: text } : { nir: text };
}
