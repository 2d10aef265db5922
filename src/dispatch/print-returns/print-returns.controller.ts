import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { ApiKeyRepository } from '../../persistence/api-key.repository';
import { requireApiKey } from '../../persistence/require-api-key';
import { Problem } from '../../platform/http/problem';
import { type ApplyPrintReturns, LARGEST_RETURN, type ReturnAccount } from './apply-print-returns';

export class PrintReturnsParts {
  constructor(
    readonly keys: ApiKeyRepository,
    readonly returns: ApplyPrintReturns,
  ) {}
}

const TYPES = ['text/csv', 'application/json', 'application/x-ndjson'];

/** What became of letters, told by the print centre over HTTP. */
@Controller('api/print-returns')
export class PrintReturnsController {
  constructor(private readonly parts: PrintReturnsParts) {}

  @Post()
  @HttpCode(200)
  async take(@Req() request: Request): Promise<ReturnAccount> {
    await requireApiKey(this.parts.keys, request.headers.authorization, ['ingest', 'operate']);
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!TYPES.includes(type)) throw new Problem(415, 'Format inconnu', `Envoyez ${TYPES.join(', ')}.`);
    // JSON was read by the body parser already.
    const bytes = type === 'application/json' ? Buffer.from(JSON.stringify(request.body)) : await bodyOf(request);
    const account = await this.parts.returns.apply(bytes);
    if (!account.ok) throw new Problem(422, 'Retour refusé', `${account.error}\u00a0; rien n’en a été pris.`);
    return account.value;
  }
}

async function bodyOf(request: Request): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += (piece as Buffer).length;
    if (bytes > LARGEST_RETURN) throw new Problem(413, 'Trop volumineux', 'Un retour a 32 Mio au plus.');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}
