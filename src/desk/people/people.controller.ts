import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import type { Directory } from '../../domain/directory/allocataire-file';
import type { ApiKeyRepository } from '../../persistence/api-key.repository';
import type { PersonHistoryRepository } from '../../persistence/people/person-history.repository';
import { requireApiKey } from '../../persistence/require-api-key';
import { parseRequest } from '../../platform/http/parse-request';
import { Problem } from '../../platform/http/problem';
import type { LookupHash } from '../../platform/keys/field-encryption';
import { describeHistory } from './describe-history';
import { type FoundPerson, findNamedPerson, type NamedPerson, namedPerson } from './named-person';
import { newNote } from './new-note';

/** What the people's routes read and call; a class, so that Nest finds it by its type. */
export abstract class PeopleParts {
  abstract readonly keys: ApiKeyRepository;
  abstract readonly history: PersonHistoryRepository;
  abstract readonly directory: Directory;
  abstract readonly hash: LookupHash;
  /** Letters that an agent may write to a person, name → title. */
  abstract readonly letters: ReadonlyMap<string, string>;
  /** Of every letter that may have left, name → title. */
  abstract readonly letterTitles: ReadonlyMap<string, string>;
}

/** A person's whole correspondence, and what was said on the phone or at the front desk. */
@Controller('api/persons')
export class PeopleController {
  constructor(private readonly parts: PeopleParts) {}

  @Post('correspondences')
  @HttpCode(200)
  async correspondences(@Body() body: unknown, @Headers('authorization') authorization?: string) {
    const holder = await requireApiKey(this.parts.keys, authorization, ['operate']);
    const person = await this.find(parseRequest(namedPerson, body, 'Demande mal formée'));
    const entries = await this.parts.history.of(person, holder.id);
    return { numeroAllocataire: person.numeroAllocataire, entries: describeHistory(entries) };
  }

  @Post('notes')
  @HttpCode(201)
  async note(@Body() body: unknown, @Headers('authorization') authorization?: string) {
    const holder = await requireApiKey(this.parts.keys, authorization, ['operate']);
    const { channel, text, ...named } = parseRequest(newNote, body, 'Demande mal formée');
    const person = await this.find(named);
    const { fileHash, personHash } = person;
    const id = await this.parts.history.note({ fileHash, personHash }, channel, { text, by: holder.name });
    return { id, numeroAllocataire: person.numeroAllocataire };
  }

  private async find(named: NamedPerson): Promise<FoundPerson> {
    const found = await findNamedPerson(named, this.parts.directory, this.parts.hash);
    if (!found.ok) throw new Problem(422, 'Personne non trouvée', found.error);
    return found.value;
  }
}
