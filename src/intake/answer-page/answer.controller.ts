import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Office } from '../../domain/office';
import { readAnswerCode } from '../../domain/waiting/answer-code';
import { answerWithin } from '../../platform/answer-within';
import { PUBLIC_PAGE_HEADERS } from '../../platform/http/public-page';
import type { Logger } from '../../platform/logger';
import { ANSWER_PATH } from './answer-door';
import { renderAnswerForm, renderCodeForm, renderRefusal, renderTransmitted } from './answer-pages';
import { type AnswerForm, answerFormOf } from './read-answer-form';
import type { TakeAnswer } from './take-answer';

const NOTHING_TYPED: AnswerForm = { nom: '', prenom: '', jour: '', mois: '', annee: '', nir: '' };
/** As long as a person waits in front of a page; a database that hangs is told as one that is away. */
const PATIENCE_MS = 15_000;

export class AnswerParts {
  constructor(
    readonly taking: TakeAnswer,
    readonly office: Office,
    readonly logger: Logger,
  ) {}
}

/** The one-time page on which a sender gives the missing number: plain HTML, no script, the same for every code. */
@Controller('repondre')
export class AnswerController {
  constructor(private readonly parts: AnswerParts) {}

  @Get()
  askForCode(@Res() response: Response) {
    return show(response, 200, renderCodeForm(this.parts.office));
  }

  @Post()
  takeCode(@Req() { body }: Request, @Res() response: Response) {
    const code = readAnswerCode(formOf(body).get('code') ?? '');
    if (code !== null) return response.redirect(303, `${ANSWER_PATH}/${code}`);
    const fault = 'Ce code n’est pas complet, ou contient un signe qui n’y est pas\u00a0: recopiez-le de la lettre.';
    return show(response, 422, renderCodeForm(this.parts.office, fault));
  }

  @Get('transmis')
  transmitted(@Res() response: Response) {
    return show(response, 200, renderTransmitted(this.parts.office));
  }

  /** Asks nothing of the database: there is nothing to be found out here. */
  @Get(':token')
  form(@Res() response: Response) {
    return show(response, 200, renderAnswerForm(this.parts.office, NOTHING_TYPED, {}));
  }

  @Post(':token')
  async answer(@Param('token') code: string, @Req() request: Request, @Res() response: Response) {
    const { taking, office, logger } = this.parts;
    const form = answerFormOf(formOf(request.body));
    try {
      const taken = await answerWithin(PATIENCE_MS, taking.take(code, request.ip ?? '', form));
      // Away from the form: reloading what is shown then sends nothing again.
      if (taken.ok) return response.set(PUBLIC_PAGE_HEADERS).redirect(303, `${ANSWER_PATH}/transmis`);
      if (taken.error.kind === 'form') return show(response, 422, renderAnswerForm(office, form, taken.error.faults));
      const { retryAfterSeconds } = taken.error;
      const minutes = Math.ceil(retryAfterSeconds / 60);
      const what = `Trop d’essais ont été faits. Rien n’est envoyé\u00a0: recommencez dans ${minutes}\u00a0minute${minutes > 1 ? 's' : ''}.`;
      response.set('Retry-After', String(retryAfterSeconds));
      return show(response, 429, renderRefusal(office, 'Attendez un peu', what));
    } catch (error) {
      logger.error({ err: error }, 'réponse à la page unique non enregistrée');
      response.set('Retry-After', '60');
      const what = 'Votre réponse n’est pas enregistrée. Revenez à la page précédente et envoyez-la de nouveau.';
      return show(response, 503, renderRefusal(office, 'Le service ne répond pas pour le moment', what));
    }
  }
}

const formOf = (body: unknown): URLSearchParams => (body instanceof URLSearchParams ? body : new URLSearchParams());

function show(response: Response, status: number, html: string): Response {
  return response.status(status).set(PUBLIC_PAGE_HEADERS).send(html);
}
