import { Controller, Get, HttpCode } from '@nestjs/common';
import { Problem } from '../platform/http/problem';

export class HealthChecks {
  constructor(readonly database: () => Promise<unknown>) {}
}

@Controller('health')
export class HealthController {
  constructor(private readonly checks: HealthChecks) {}

  @Get('live')
  @HttpCode(200)
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready() {
    try {
      await this.checks.database();
    } catch {
      throw new Problem(503, 'Indisponible', 'La base de données ne répond pas.');
    }
    return { status: 'ok' };
  }
}
