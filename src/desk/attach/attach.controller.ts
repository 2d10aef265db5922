import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { ApiKeyRepository } from '../../persistence/api-key.repository';
import type { CorrespondenceRepository } from '../../persistence/correspondence.repository';
import { requireApiKey } from '../../persistence/require-api-key';
import { parseRequest } from '../../platform/http/parse-request';
import { Problem } from '../../platform/http/problem';
import type { AttachItem } from '../attach-item';
import { linksOf } from '../describe-correspondence';
import { loadCorrespondence } from '../load-correspondence';
import type { AttachToPerson } from './attach-to-person';

const revision = z.int('un nombre').positive('un nombre');

/** To another case, by its reference, or to a person of the directory. */
export const attachRequest = z
  .strictObject({
    revision,
    reference: z.string().min(1, 'une référence').max(60, 'une référence').optional(),
    person: z
      .strictObject({
        numeroAllocataire: z.string().regex(/^\d{7}$/, 'sept chiffres'),
        role: z.enum(['allocataire', 'conjoint', 'enfant'], 'allocataire, conjoint ou enfant').default('allocataire'),
      })
      .optional(),
  })
  .refine(({ reference, person }) => (reference === undefined) !== (person === undefined), {
    message: 'donnez reference ou person, l’un des deux',
  });
export const detachRequest = z.strictObject({ revision, from: z.enum(['case', 'person'], 'case ou person') });

/** What the routes of attaching call; a class, so that Nest finds it by its type. */
export abstract class AttachParts {
  abstract readonly keys: ApiKeyRepository;
  abstract readonly correspondences: CorrespondenceRepository;
  abstract readonly toCase: AttachItem;
  abstract readonly toPerson: AttachToPerson;
}

@Controller('api/correspondences')
export class AttachController {
  constructor(private readonly parts: AttachParts) {}

  @Post(':id/attach')
  @HttpCode(200)
  async attach(@Param('id') id: string, @Body() body: unknown, @Headers('authorization') authorization?: string) {
    const { keys, toCase, toPerson } = this.parts;
    const { name } = await requireApiKey(keys, authorization, ['operate']);
    const { revision: seen, reference, person } = await this.asked(id, attachRequest, body);
    const done =
      person === undefined
        ? await toCase.attach(id, seen, reference ?? '', name)
        : await toPerson.attach(id, seen, person, name);
    if (!done.ok) throw new Problem(409, 'Rattachement refusé', done.error);
    return this.standing(id);
  }

  @Post(':id/detach')
  @HttpCode(200)
  async detach(@Param('id') id: string, @Body() body: unknown, @Headers('authorization') authorization?: string) {
    const { keys, toCase, toPerson } = this.parts;
    const { name } = await requireApiKey(keys, authorization, ['operate']);
    const { revision: seen, from } = await this.asked(id, detachRequest, body);
    const done = await (from === 'case' ? toCase : toPerson).detach(id, seen, name);
    if (!done.ok) throw new Problem(409, 'Détachement refusé', done.error);
    return this.standing(id);
  }

  /** @throws Problem 404, 422: what was expected, never what was given */
  private async asked<Schema extends z.ZodType>(id: string, schema: Schema, body: unknown): Promise<z.output<Schema>> {
    await loadCorrespondence(this.parts, id);
    return parseRequest(schema, body, 'Demande mal formée');
  }

  private async standing(id: string) {
    const { reference, state, revision: now } = await loadCorrespondence(this.parts, id);
    return { id, reference, state, revision: now, links: linksOf(id) };
  }
}
