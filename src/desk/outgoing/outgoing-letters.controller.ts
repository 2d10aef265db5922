import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { deskUserOf } from '../access/desk-door';
import { renderRefusal } from '../pages/access/refusal-page';
import { renderLetterForm } from '../pages/letter-page';
import { sendPage } from '../send-page';
import { type TypedLetter, WriteToPerson } from './write-to-person';

const ORDER = /^[0-9a-f-]{36}$/;

/** An agent writes to a person who has asked for nothing; the number is typed into a form, so that it stands in no address. */
@Controller('bureau/personnes/lettre')
export class OutgoingLettersController {
  constructor(private readonly letters: WriteToPerson) {}

  /** The form of a letter, and what it sends. */
  @Post()
  @HttpCode(200)
  async write(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const typed = typedOf(body);
    const orderId = ORDER.test(textOf(body, 'ordre')) ? textOf(body, 'ordre') : randomUUID();
    if (body.acte !== 'envoyer') return this.form(response, typed, orderId, null);
    const sent = await this.letters.send(typed, orderId, deskUserOf(response).name);
    if (!sent.ok) return this.form(response.status(422), typed, orderId, sent.error);
    return response.redirect(303, `/bureau/${sent.value}`);
  }

  @Post('apercu')
  @HttpCode(200)
  async preview(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const made = await this.letters.preview(typedOf(body));
    if (!made.ok) return sendPage(response.status(422), renderRefusal(made.error));
    return response
      .set({
        'Content-Type': 'application/pdf',
        'Content-Disposition': 'inline; filename="apercu.pdf"',
        'Content-Security-Policy': "default-src 'none'; object-src 'self'",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      })
      .send(Buffer.from(made.value));
  }

  private async form(response: Response, typed: TypedLetter, orderId: string, notice: string | null) {
    const opened = await this.letters.open(typed);
    if (!opened.ok) return sendPage(response.status(422), renderRefusal(opened.error));
    const { name, template, address, file } = opened.value;
    return sendPage(
      response,
      renderLetterForm({
        ...{ holder: deskUserOf(response), name, title: template.title, fields: template.free },
        ...{ numeroAllocataire: file.numeroAllocataire, addressee: address, typed: typed.text, orderId, notice },
      }),
    );
  }
}

const textOf = (body: Record<string, unknown>, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

function typedOf(body: Record<string, unknown>): TypedLetter {
  return {
    letter: textOf(body, 'lettre'),
    numeroAllocataire: textOf(body, 'numero').trim(),
    text: (field) => textOf(body, `champ-${field}`),
  };
}
