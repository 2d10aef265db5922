import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { renderInvitation } from '../pages/access/invitation-page';
import { renderSignIn } from '../pages/access/sign-in-page';
import { sendPage } from '../send-page';
import { AccessParts } from './access-parts';
import { deskTokenOf, deskUserOf } from './desk-door';
import { readText } from './form-fields';
import { hashPassword, passwordFault } from './password';
import { endedCookie, sessionCookie } from './session-cookie';

const TOO_OFTEN = 'Trop d’essais depuis cet endroit\u00a0: réessayez dans une minute.';
const LOGIN = /^[A-Za-z0-9._-]{2,40}$/;

/** In and out of the desk. */
@Controller('bureau')
export class AccessController {
  constructor(private readonly parts: AccessParts) {}

  @Post('entrer')
  async enter(@Body() body: Record<string, unknown>, @Req() request: Request, @Res() response: Response) {
    const { tries, signIn } = this.parts;
    if (!tries.take(request.ip ?? '')) return sendPage(response.status(429), this.signInPage(TOO_OFTEN));
    const key = readText(body, 'cle').trim();
    const entered =
      key === ''
        ? await signIn.byPassword({
            login: readText(body, 'identifiant').trim(),
            password: readText(body, 'motdepasse'),
            code: readText(body, 'code'),
          })
        : await signIn.byKey(key);
    if (!entered.ok) return sendPage(response.status(403), this.signInPage(entered.error));
    return this.welcome(entered.value, request, response);
  }

  @Post('sortir')
  async leave(@Res() response: Response) {
    const token = deskTokenOf(response);
    if (token !== null) await this.parts.sessions.close(token);
    await this.parts.journal.tell('desk-signed-out', deskUserOf(response).id, null);
    return response.set('Set-Cookie', endedCookie).redirect(303, '/bureau');
  }

  @Get('invitation/:token')
  async invitation(@Param('token') token: string, @Res() response: Response) {
    const invited = await this.parts.invitations.find(token);
    return sendPage(response.status(invited === null ? 410 : 200), renderInvitation({ token, invited, notice: null }));
  }

  @Post('invitation/:token')
  async accept(
    @Param('token') token: string,
    @Body() body: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const { invitations, sessions, tries, journal } = this.parts;
    const again = async (status: number, notice: string) =>
      sendPage(response.status(status), renderInvitation({ token, invited: await invitations.find(token), notice }));
    if (!tries.take(request.ip ?? '')) return again(429, TOO_OFTEN);
    const invited = await invitations.find(token);
    if (invited === null) return again(410, '');
    const first = { login: readText(body, 'identifiant').trim(), name: readText(body, 'nom').trim().slice(0, 80) };
    if (invited.kind === 'first' && (!LOGIN.test(first.login) || first.name === ''))
      return again(
        422,
        'Donnez votre nom, et un identifiant de deux à quarante lettres sans accent, chiffres, points ou tirets.',
      );
    const fault = passwordFault(readText(body, 'nouveau'), readText(body, 'encore'));
    if (fault !== null) return again(422, fault);
    const taken = await invitations.take(token, await hashPassword(readText(body, 'nouveau')), first);
    if (!taken.ok)
      return taken.error === 'spent' ? again(410, '') : again(422, 'Cet identifiant est déjà celui d’un compte.');
    await journal.tell('desk-invitation-used', taken.value, null, { first: invited.kind === 'first' });
    return this.welcome(await sessions.open({ accountId: taken.value }), request, response);
  }

  private signInPage(refusal: string): string {
    return renderSignIn({ refusal, byProvider: this.parts.provider !== null });
  }

  private welcome(token: string, { secure }: Request, response: Response) {
    const https = secure || this.parts.publicUrl?.startsWith('https:') === true;
    return response.set('Set-Cookie', sessionCookie(token, https)).redirect(303, '/bureau');
  }
}
