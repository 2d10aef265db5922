import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';
import { DeskParts } from './desk/desk-parts';
import type { House } from './house';
import { Health } from './operations/health/health';
import { Metrics } from './operations/metrics/metrics';
import { OperationsListener } from './operations/operations-listener';
import { QUEUE_BOARD_PATH, queueBoard } from './operations/queue-board';
import { QueueDepths } from './pipeline/queue-depths';

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

/** Puts the queue board where HTTP is served: before the routes, since it is no controller. */
export function mountQueueBoard(app: NestExpressApplication, { apiKeys }: House): void {
  const { queues } = app.get(QueueDepths, { strict: false });
  const { sessions } = app.get(DeskParts, { strict: false });
  const holderOf = async ({ headers }: Pick<Request, 'headers'>) => {
    const key = /^Bearer\s+(\S{1,200})$/i.exec(headers.authorization ?? '')?.[1];
    return key === undefined ? sessions.holderOf(headers.cookie) : apiKeys.holderOf(key);
  };
  app.use(QUEUE_BOARD_PATH, ...queueBoard({ queues: queues.values(), holderOf }));
}
