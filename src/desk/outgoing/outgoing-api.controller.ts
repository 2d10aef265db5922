import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import type { ApiKeyRepository } from '../../persistence/api-key.repository';
import { requireApiKey } from '../../persistence/require-api-key';
import { parseRequest } from '../../platform/http/parse-request';
import { Problem } from '../../platform/http/problem';
import { linksOf } from '../describe-correspondence';
import { WriteToPerson } from './write-to-person';

/** A letter to somebody who has asked for nothing, by its template's name. */
export const newLetter = z.strictObject({
  numeroAllocataire: z.string().regex(/^\d{7}$/, 'sept chiffres'),
  letter: z.string().min(1, 'un nom de lettre').max(60, 'un nom de lettre'),
  fields: z
    .record(z.string().max(60, 'un nom de champ'), z.string().max(20_000, 'vingt mille signes au plus'))
    .default({}),
  /** The caller's own: sent twice, it is one letter. */
  order: z.uuid('un UUID').optional(),
});

/** Who may call; a class, so that Nest finds it by its type. */
export abstract class OutgoingKeys {
  abstract readonly keys: ApiKeyRepository;
}

@Controller('api/persons/letters')
export class OutgoingApiController {
  constructor(
    private readonly letters: WriteToPerson,
    private readonly access: OutgoingKeys,
  ) {}

  /** The letters there are, each with the fields that it leaves free. */
  @Get()
  async list(@Headers('authorization') authorization?: string) {
    await requireApiKey(this.access.keys, authorization, ['operate']);
    return { letters: [...this.letters.letters].map(([name, { title, free }]) => ({ name, title, fields: free })) };
  }

  @Post()
  @HttpCode(201)
  async write(@Body() body: unknown, @Headers('authorization') authorization?: string) {
    const { name } = await requireApiKey(this.access.keys, authorization, ['operate']);
    const asked = parseRequest(newLetter, body, 'Demande mal formée');
    const { numeroAllocataire, letter, fields, order = randomUUID() } = asked;
    const typed = { numeroAllocataire, letter, text: (field: string) => fields[field] ?? '' };
    const sent = await this.letters.send(typed, order, name);
    if (!sent.ok) throw new Problem(422, 'Lettre refusée', sent.error);
    return { id: sent.value, links: linksOf(sent.value) };
  }
}
