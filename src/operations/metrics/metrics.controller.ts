import { Controller, Get, Headers, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { ApiKeyRepository } from '../../persistence/api-key.repository';
import { requireApiKey } from '../../persistence/require-api-key';
import type { Metrics } from './metrics';

export class MetricsParts {
  constructor(
    readonly keys: ApiKeyRepository,
    readonly metrics: Metrics,
  ) {}
}

/** On the port that people reach, to holders of an `operate` key only; the operations port asks for none. */
@Controller('metrics')
export class MetricsController {
  constructor(private readonly parts: MetricsParts) {}

  @Get()
  async show(@Res() response: Response, @Headers('authorization') authorization?: string): Promise<void> {
    await requireApiKey(this.parts.keys, authorization, ['operate']);
    response
      .set({ 'Content-Type': this.parts.metrics.contentType, 'Cache-Control': 'no-store' })
      .send(await this.parts.metrics.read());
  }
}
