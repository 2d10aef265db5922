import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { identityProviderOf } from '../config/identity-provider-of-environment';
import { DESK_PATH, deskDoor } from '../desk/access/desk-door';
import { tokenOfCookies } from '../desk/access/session-cookie';
import { mayDo } from '../domain/desk/desk-roles';
import { Health } from '../operations/health/health';
import { Metrics } from '../operations/metrics/metrics';
import { OperationsListener } from '../operations/operations-listener';
import { QUEUE_BOARD_PATH, queueBoard } from '../operations/queue-board';
import type { ApiKeyHolder } from '../persistence/api-key.repository';
import { QueueDepths } from '../pipeline/queue-depths';
import type { House } from './house';

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

/** Puts the desk's door and the queue board where HTTP is served: before the routes, since they are no controllers. */
export function mountDesk(app: NestExpressApplication, { apiKeys, sessions, environment }: House): void {
  const { queues } = app.get(QueueDepths, { strict: false });
  const holderOf = async ({ headers }: Pick<Request, 'headers'>): Promise<ApiKeyHolder | null> => {
    const key = /^Bearer\s+(\S{1,200})$/i.exec(headers.authorization ?? '')?.[1];
    if (key !== undefined) return apiKeys.holderOf(key);
    const user = await sessions.userOf(tokenOfCookies(headers.cookie) ?? '');
    return user && { id: user.id, name: user.name, scope: mayDo(user.role, 'board') ? 'operate' : 'ingest' };
  };
  // Where the address that the start prints leads a person.
  app.use((request: Request, response: Response, next: NextFunction) =>
    request.path === '/' && request.method === 'GET' ? response.redirect(DESK_PATH) : next(),
  );
  app.use(DESK_PATH, deskDoor(sessions, identityProviderOf(environment) !== null));
  app.use(QUEUE_BOARD_PATH, ...queueBoard({ queues: queues.values(), holderOf }));
}
