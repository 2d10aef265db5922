import { Controller, Get, Headers, Query } from '@nestjs/common';
import { isCalendarDay } from '../domain/calendar/calendar-days';
import type { ApiKeyRepository } from '../persistence/api-key.repository';
import { requireApiKey } from '../persistence/require-api-key';
import type { Clock } from '../platform/clock';
import { parisDate } from '../platform/clock';
import { Problem } from '../platform/http/problem';
import type { ReconciliationQuery } from './reconciliation.query';

export class ReconciliationParts {
  constructor(
    readonly keys: ApiKeyRepository,
    readonly reconciliation: ReconciliationQuery,
    readonly clock: Clock,
  ) {}
}

@Controller('api/reconciliation')
export class ReconciliationController {
  constructor(private readonly parts: ReconciliationParts) {}

  @Get()
  async show(@Query('day') asked?: string, @Headers('authorization') authorization?: string) {
    const { keys, reconciliation, clock } = this.parts;
    await requireApiKey(keys, authorization, ['operate']);
    const day = asked ?? parisDate(clock.now());
    if (!isCalendarDay(day)) throw new Problem(422, 'Jour mal formé', 'day\u00a0: une date comme 2026-11-23.');
    return reconciliation.of(day);
  }
}
