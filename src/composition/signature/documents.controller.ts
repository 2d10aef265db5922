import { Body, Controller, Header, Headers, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { ApiKeyRepository } from '../../persistence/api-key.repository';
import type { DocumentRevocationRepository } from '../../persistence/document-revocation.repository';
import { requireApiKey } from '../../persistence/require-api-key';
import type { CallBudget } from '../../platform/http/call-budget';
import { Problem } from '../../platform/http/problem';
import { readBody } from '../../platform/http/read-body';
import { revocationRequest } from './revocation-request';
import { readDocumentId } from './sign-document';
import type { VerifyDocumentBytes } from './verify-document-bytes';

/** An attestation has tens of kilobytes; one of many pages, with its data, some hundred. */
const MOST_BYTES = 5 * 1024 * 1024;

/** What the controller calls, wired by the web module; a class, so that Nest finds it by its type. */
export abstract class DocumentsParts {
  abstract readonly keys: ApiKeyRepository;
  abstract readonly revocations: DocumentRevocationRepository;
  abstract readonly verify: VerifyDocumentBytes;
  abstract readonly budget: CallBudget;
  /** Public names of our signing keys. */
  abstract readonly keyIds: readonly string[];
}

/** Whether a document is ours: anybody who was handed one may ask. What is worth nothing any more: an agent says so. */
@Controller('api/documents')
export class DocumentsController {
  constructor(private readonly parts: DocumentsParts) {}

  @Post('verify')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async verify(@Req() request: Request) {
    if (!this.parts.budget.take(request.socket.remoteAddress ?? ''))
      throw new Problem(
        429,
        'Trop de demandes',
        'Trop de vérifications en peu de temps\u00a0; réessayez dans une minute.',
      );
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    const { verify } = this.parts;
    if (type === 'application/pdf') return verify.pdf(await body(request));
    if (type === 'application/octet-stream') return verify.code(await body(request));
    if (type === 'text/plain')
      return verify.code(Buffer.from((await body(request)).toString('latin1').trim(), 'base64'));
    throw new Problem(
      415,
      'Format inconnu',
      'Envoyez le document (application/pdf), ou les octets de son code (application/octet-stream, ou text/plain en base64).',
    );
  }

  @Post('revoke')
  @HttpCode(200)
  async revoke(@Body() given: unknown, @Headers('authorization') authorization?: string) {
    const holder = await requireApiKey(this.parts.keys, authorization, ['operate']);
    const asked = revocationRequest.safeParse(given);
    if (!asked.success)
      throw new Problem(
        422,
        'Révocation mal formée',
        'Attendu\u00a0: reason, et documentId, ou keyId avec since s’il le faut.',
      );
    const { reason, ...what } = asked.data;
    if ('keyId' in what && !this.parts.keyIds.includes(what.keyId))
      throw new Problem(422, 'Révocation refusée', 'keyId\u00a0: aucune clé de signature de ce nom.');
    const revocable =
      'keyId' in what
        ? { keyId: what.keyId, since: what.since ?? null }
        : { documentId: readDocumentId(what.documentId) ?? what.documentId };
    const done = await this.parts.revocations.revoke(revocable, { by: holder.name, reason });
    if (!done.ok) throw new Problem(409, 'Révocation refusée', 'Déjà révoqué.');
    return { ...revocable, revoked: true };
  }
}

async function body(request: Request): Promise<Buffer> {
  const bytes = await readBody(request, MOST_BYTES);
  if (bytes === null) throw new Problem(413, 'Trop volumineux', 'Le document dépasse 5\u00a0Mio.');
  return bytes;
}
