import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { liveAnswer, type ProbeAnswer, readyAnswer } from './answer-probe';
import { Health } from './health';

@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('live')
  live(@Res() response: Response): void {
    send(response, liveAnswer);
  }

  @Get('ready')
  async ready(@Res() response: Response): Promise<void> {
    send(response, readyAnswer(await this.health.report()));
  }
}

function send(response: Response, { status, type, body }: ProbeAnswer): void {
  response.status(status).type(type).set('Cache-Control', 'no-store').send(body);
}
