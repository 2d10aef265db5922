import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DESK_ROLES, type DeskRole } from '../../domain/desk/desk-roles';
import { sessionHash } from '../../persistence/desk/session.repository';
import { renderAccounts } from '../pages/access/accounts-page';
import { type Enrolment, renderOwnAccount } from '../pages/access/own-account-page';
import { sendPage } from '../send-page';
import { AccessParts } from './access-parts';
import { type AccountChange, changeAccounts } from './change-accounts';
import { deskTokenOf, deskUserOf } from './desk-door';
import { invitationAddress } from './first-administrator';
import { readText } from './form-fields';
import { newRecoveryCodes, newTotpSecret, stepOfCode, totpAddress } from './one-time-codes';
import { hashPassword, isPassword, passwordFault } from './password';

interface Shown {
  readonly notice?: string;
  readonly enrolment?: Enrolment;
  readonly codes?: readonly string[];
}

/** One's own account, and everybody's for who administers the desk. */
@Controller('bureau')
export class AccountsController {
  constructor(private readonly parts: AccessParts) {}

  @Get('compte')
  async own(@Res() response: Response) {
    return this.ownPage(response, 200, {});
  }

  @Post('compte')
  async changeOwn(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const { accounts, journal, clock } = this.parts;
    const user = deskUserOf(response);
    const known = user.byKey ? null : await accounts.credentialsOf({ id: user.id });
    if (known === null) return this.ownPage(response, 422, { notice: 'Une clé n’a pas de mot de passe.' });
    if (known.provided)
      return this.ownPage(response, 422, { notice: 'Votre entrée se règle chez le fournisseur d’identité.' });
    const act = readText(body, 'acte');
    const enrol = (secret: string) => ({ secret, address: totpAddress(secret, known.login) });
    if (act === 'preparer-code') return this.ownPage(response, 200, { enrolment: enrol(newTotpSecret()) });
    if (act === 'poser-code' && !known.hasTotp) {
      const secret = readText(body, 'secret');
      if (!/^[A-Z2-7]{32}$/.test(secret)) return this.ownPage(response, 422, { notice: 'Recommencez.' });
      const step = stepOfCode(secret, readText(body, 'code'), clock.now());
      if (step === null)
        return this.ownPage(response, 422, { notice: 'Ce code n’est pas le bon.', enrolment: enrol(secret) });
      const { codes, hashes } = newRecoveryCodes();
      await accounts.setTotp(user.id, secret, hashes, step);
      await journal.tell('desk-totp-set', user.id, null);
      return this.ownPage(response, 200, { notice: 'Le code est en place.', codes });
    }
    if (!(await isPassword(readText(body, 'actuel'), known.passwordHash)))
      return this.ownPage(response, 422, { notice: 'Le mot de passe actuel n’est pas le bon.' });
    if (act === 'retirer-code') {
      await accounts.setTotp(user.id, null, [], null);
      await journal.tell('desk-totp-removed', user.id, null, { account: user.id });
      return this.ownPage(response, 200, { notice: 'Plus aucun code n’est demandé.' });
    }
    const fault = passwordFault(readText(body, 'nouveau'), readText(body, 'encore'));
    if (act !== 'motdepasse' || fault !== null) return this.ownPage(response, 422, { notice: fault ?? 'Recommencez.' });
    const token = deskTokenOf(response);
    const password = await hashPassword(readText(body, 'nouveau'));
    await accounts.setPassword(user.id, password, token === null ? null : sessionHash(token));
    await journal.tell('desk-password-changed', user.id, null);
    return this.ownPage(response, 200, { notice: 'Mot de passe changé. Vos autres sessions sont fermées.' });
  }

  @Get('comptes')
  async list(@Res() response: Response) {
    return this.listPage(response, 200, null, null);
  }

  @Post('comptes')
  async change(@Body() body: Record<string, unknown>, @Req() request: Request, @Res() response: Response) {
    const changed = await changeAccounts(this.parts, deskUserOf(response).id, changeOf(body));
    if (!changed.ok) return this.listPage(response, 422, changed.error, null);
    const { invited } = changed.value;
    const base = this.parts.publicUrl ?? `${request.protocol}://${request.headers.host}`;
    const link = invited && { name: invited.name, link: invitationAddress(base, invited.token) };
    return this.listPage(response, 200, invited === null ? 'C’est fait.' : null, link);
  }

  private async ownPage(response: Response, status: number, { notice, enrolment, codes }: Shown) {
    const holder = deskUserOf(response);
    const account = holder.byKey ? null : await this.parts.accounts.find(holder.id);
    const shown = { enrolment: enrolment ?? null, codes: codes ?? null, notice: notice ?? null };
    return sendPage(response.status(status), renderOwnAccount({ holder, account, ...shown }));
  }

  private async listPage(
    response: Response,
    status: number,
    notice: string | null,
    invitation: { readonly name: string; readonly link: string } | null,
  ) {
    const accounts = await this.parts.accounts.list();
    return sendPage(
      response.status(status),
      renderAccounts({ holder: deskUserOf(response), accounts, notice, invitation }),
    );
  }
}

function changeOf(body: Record<string, unknown>): AccountChange {
  const role = DESK_ROLES.find((one) => one === readText(body, 'role')) ?? ('agent' satisfies DeskRole);
  return {
    act: readText(body, 'acte'),
    account: readText(body, 'compte'),
    login: readText(body, 'identifiant').trim(),
    name: readText(body, 'nom').trim().slice(0, 80),
    role,
    team: readText(body, 'equipe').trim(),
  };
}
