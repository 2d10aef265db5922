import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { renderEntered } from '../../pages/access/entered-page';
import { renderSignIn } from '../../pages/access/sign-in-page';
import { sendPage } from '../../send-page';
import { AccessParts } from '../access-parts';
import { sessionCookie } from '../session-cookie';
import type { ProviderRefusal } from './identity-provider';
import { newTicket, spentTicketCookie, ticketCookie, ticketOfCookies } from './provider-ticket';

const AWAY = 'Le fournisseur d’identité ne répond pas comme il faut. Réessayez, ou prévenez qui administre le bureau.';
const REFUSALS: Readonly<Record<ProviderRefusal | 'closed', string>> = {
  stale: 'Cette entrée n’est plus valable\u00a0: recommencez.',
  declined: 'Le fournisseur d’identité n’a pas confirmé votre entrée.',
  'no-role': 'Votre compte n’a aucun rôle au bureau\u00a0: demandez-le à qui l’administre.',
  closed: 'Votre compte est fermé au bureau.',
};

/** In by an identity provider, where one is configured: there, and back. */
@Controller('bureau/fournisseur')
export class ProviderController {
  constructor(private readonly parts: AccessParts) {}

  @Get()
  async leave(@Req() request: Request, @Res() response: Response) {
    const { provider, tries } = this.parts;
    if (provider === null) return this.none(response);
    if (!tries.take(request.ip ?? ''))
      return this.again(response, 429, 'Trop d’essais depuis cet endroit\u00a0: réessayez dans une minute.');
    const ticket = newTicket();
    try {
      const address = await provider.address(ticket);
      return response
        .set({ 'Set-Cookie': ticketCookie(ticket, this.isSecure(request)), 'Cache-Control': 'no-store' })
        .redirect(303, address);
    } catch (error) {
      return this.away(response, error);
    }
  }

  @Get('retour')
  async comeBack(@Req() request: Request, @Res() response: Response) {
    const { provider, provided, sessions, journal } = this.parts;
    if (provider === null) return this.none(response);
    const ticket = ticketOfCookies(request.headers.cookie);
    response.set('Set-Cookie', spentTicketCookie);
    if (ticket === null) return this.again(response, 403, REFUSALS.stale);
    try {
      const back = new URL(request.originalUrl, 'http://ici.invalid').searchParams;
      const person = await provider.personOf(back, ticket);
      const id = person.ok ? await provided.arrive(person.value) : null;
      if (id === null) {
        const why = person.ok ? 'closed' : person.error;
        await journal.tell('desk-sign-in-refused', null, null, { provider: why });
        return this.again(response, 403, REFUSALS[why]);
      }
      await journal.tell('desk-signed-in', id, null, { provider: true });
      const cookie = sessionCookie(await sessions.open({ accountId: id }), this.isSecure(request));
      // A redirect would still come from the provider's site, and a strict cookie stay behind: this page goes on by itself.
      return sendPage(
        response.set({ 'Set-Cookie': [spentTicketCookie, cookie], Refresh: '0;url=/bureau' }),
        renderEntered(),
      );
    } catch (error) {
      await journal.tell('desk-sign-in-refused', null, null, { provider: 'fault' });
      return this.away(response, error);
    }
  }

  private none(response: Response) {
    const refusal = 'Aucun fournisseur d’identité n’est en place ici.';
    return sendPage(response.status(404), renderSignIn({ refusal, byProvider: false }));
  }

  private away(response: Response, error: unknown) {
    this.parts.logger.warn({ err: error }, 'fournisseur d’identité');
    return this.again(response, 502, AWAY);
  }

  private again(response: Response, status: number, refusal: string) {
    return sendPage(response.status(status), renderSignIn({ refusal, byProvider: true }));
  }

  private isSecure({ secure }: Request): boolean {
    return secure || this.parts.publicUrl?.startsWith('https:') === true;
  }
}
