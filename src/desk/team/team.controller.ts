import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { TeamQuery } from '../../persistence/desk/team.query';
import { type Clock, parisDate } from '../../platform/clock';
import { deskUserOf } from '../access/desk-door';
import { readSeveral, readText } from '../access/form-fields';
import { basketNamed } from '../baskets';
import { DeskParts } from '../desk-parts';
import { renderTeam } from '../pages/team-page';
import { sendPage } from '../send-page';
import { showBasket } from '../show-basket';
import { showItem } from '../show-item';
import type { MarkAbsence } from './mark-absence';

/** What the team's page reads and calls; a class, so that Nest finds it by its type. */
export abstract class TeamParts {
  abstract readonly team: TeamQuery;
  abstract readonly absences: MarkAbsence;
  abstract readonly clock: Clock;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who is there, and who has what. */
@Controller('bureau')
export class TeamController {
  constructor(
    private readonly parts: DeskParts,
    private readonly own: TeamParts,
  ) {}

  @Get('equipe')
  async show(@Res() response: Response) {
    return this.page(response, 200, null);
  }

  @Post('equipe')
  async change(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const { absences } = this.own;
    const holder = deskUserOf(response);
    const [account, absence] = [readText(body, 'compte'), readText(body, 'absence')];
    const done =
      body.acte === 'retour' && UUID.test(absence)
        ? await absences.end(absence, holder)
        : await absences.mark(account, readText(body, 'du'), readText(body, 'au'), holder);
    return done.ok ? response.redirect(303, '/bureau/equipe') : this.page(response, 422, done.error);
  }

  @Post('confier')
  async hand(@Body() body: Record<string, unknown>, @Res() response: Response) {
    const holder = deskUserOf(response);
    const ids = readSeveral(body, 'courrier').filter((one) => UUID.test(one));
    const [basket, from] = [readText(body, 'corbeille'), readText(body, 'depuis')];
    const [only] = ids;
    const done =
      only === undefined
        ? { ok: false as const, error: 'Cochez les courriers à confier.' }
        : await this.parts.handOver.hand(ids, readText(body, 'a'), holder.id);
    const tail = basketNamed(basket) === undefined ? '' : `?corbeille=${basket}`;
    const ofItem = from === 'courrier' && only !== undefined;
    if (done.ok) return response.redirect(303, `/bureau${ofItem ? `/${only}` : ''}${tail}`);
    const page = ofItem
      ? await showItem(this.parts, only, holder, { notice: done.error, basket })
      : await showBasket(this.parts, { corbeille: basket }, holder, done.error);
    return sendPage(response.status(422), page);
  }

  private async page(response: Response, status: number, notice: string | null) {
    const today = parisDate(this.own.clock.now());
    const members = await this.own.team.members(today);
    return sendPage(response.status(status), renderTeam({ holder: deskUserOf(response), members, today, notice }));
  }
}
