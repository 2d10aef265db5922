import type { NestExpressApplication } from '@nestjs/platform-express';
import type { House } from './house';
import { Health } from './operations/health/health';
import { Metrics } from './operations/metrics/metrics';
import { OperationsListener } from './operations/operations-listener';

/** @returns the port on which health and metrics are served without a key, null where none is */
export async function startOperations(app: NestExpressApplication, house: House): Promise<number | null> {
  const { OPERATIONS_PORT, HTTP_HOST } = house.environment;
  if (OPERATIONS_PORT === undefined) return null;
  const [health, metrics] = [app.get(Health, { strict: false }), app.get(Metrics, { strict: false })];
  const listener = new OperationsListener({ health, metrics, logger: house.logger });
  const port = await listener.listen(OPERATIONS_PORT, HTTP_HOST);
  house.closers.push(() => listener.close());
  return port;
}
