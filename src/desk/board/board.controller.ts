import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { addDays } from '../../domain/calendar/calendar-days';
import { parisDate } from '../../platform/clock';
import { deskUserOf } from '../access/desk-door';
import { countBaskets } from '../count-baskets';
import { DeskParts } from '../desk-parts';
import { renderBoard } from '../pages/board-page';
import { sendPage } from '../send-page';
import { boardCsv } from './board-csv';

const DAYS = 30;

/** What comes, what goes and what waits, in figures: nothing personal. */
@Controller('bureau')
export class BoardController {
  constructor(private readonly parts: DeskParts) {}

  @Get('tableau')
  async board(@Res() response: Response) {
    const { volumes } = this.parts;
    const [counts, figures, alarms] = await Promise.all([
      countBaskets(this.parts, deskUserOf(response).id),
      this.figures(),
      volumes.alarms(),
    ]);
    return sendPage(response, renderBoard({ baskets: counts, holder: deskUserOf(response), alarms, ...figures }));
  }

  @Get('tableau.csv')
  async csv(@Res() response: Response) {
    const { days } = await this.figures();
    await this.parts.journal.tell('board-exported', deskUserOf(response).id, null, { days: days.length });
    return response
      .set({ 'Content-Disposition': 'attachment; filename="tableau.csv"', 'Cache-Control': 'no-store' })
      .type('text/csv; charset=utf-8')
      .send(boardCsv(days));
  }

  private figures() {
    const today = parisDate(this.parts.clock.now());
    return this.parts.board.figures(addDays(today, 1 - DAYS), today);
  }
}
