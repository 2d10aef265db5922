import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Office } from '../../domain/office';
import type { CallBudget } from '../../platform/http/call-budget';
import { PUBLIC_PAGE_HEADERS } from '../../platform/http/public-page';
import type { Logger } from '../../platform/logger';
import type { VerifyDocumentBytes } from '../signature/verify-document-bytes';
import { bytesOfCode, readUpload, type UploadRefusal } from './read-upload';
import { renderVerdict, renderVerificationForm } from './verification-pages';

/** What the page calls, wired by the web module; a class, so that Nest finds it by its type. */
export abstract class VerificationParts {
  abstract readonly verify: VerifyDocumentBytes;
  /** The same that programs draw on. */
  abstract readonly budget: CallBudget;
  abstract readonly office: Office;
  abstract readonly logger: Logger;
}

const FAULTS: Readonly<Record<UploadRefusal, readonly [number, string]>> = {
  'too-large': [413, 'Ce fichier dépasse 5\u00a0Mo\u00a0: ce n’est pas une de nos attestations.'],
  malformed: [400, 'L’envoi n’est pas arrivé entier\u00a0: recommencez.'],
};
const MULTIPART = /^multipart\/form-data\b/i;

/** Is this attestation ours? For whoever was handed one: a landlord, a bank, another office. */
@Controller('verifier')
export class VerificationController {
  constructor(private readonly parts: VerificationParts) {}

  @Get()
  form(@Res() response: Response) {
    return show(response, 200, renderVerificationForm(this.parts.office, null));
  }

  @Post()
  async verify(@Req() request: Request, @Res() response: Response) {
    const { office, budget, verify, logger } = this.parts;
    const again = (status: number, fault: string) => {
      request.resume();
      return show(response, status, renderVerificationForm(office, fault));
    };
    if (!budget.take(request.ip ?? '')) {
      response.set('Retry-After', '60');
      return again(429, 'Trop de vérifications en peu de temps\u00a0: réessayez dans une minute.');
    }
    if (!MULTIPART.test(request.headers['content-type'] ?? ''))
      return again(415, 'Cette page ne prend que son propre formulaire.');
    const sent = await readUpload(request);
    if (!sent.ok) return again(...FAULTS[sent.error]);
    const { file, code } = sent.value;
    if (file === null && code.trim() === '')
      return again(422, 'Choisissez le fichier de l’attestation, ou donnez le contenu de son code.');
    const bytes = bytesOfCode(code);
    if (file === null && bytes === null)
      return again(422, 'Ce code n’est ni en base64, ni en chiffres hexadécimaux\u00a0: recopiez-le en entier.');
    try {
      const verdict = file === null ? await verify.code(bytes ?? Buffer.alloc(0)) : await verify.pdf(file);
      return show(response, 200, renderVerdict(office, verdict));
    } catch (error) {
      logger.error({ err: error }, 'vérification impossible');
      return again(503, 'Le service ne répond pas pour le moment\u00a0: réessayez plus tard.');
    }
  }
}

function show(response: Response, status: number, html: string): Response {
  return response.status(status).set(PUBLIC_PAGE_HEADERS).send(html);
}
