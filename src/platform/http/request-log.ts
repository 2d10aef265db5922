import { httpAnswered } from '../happenings';
import { randomId } from '../identifiers';
import { withLogContext } from '../log-context';
import type { Logger } from '../logger';

/** The few things of Express's request and response that are needed here. */
interface Request {
  readonly method: string;
  /** Where a mounted part begins; none before one was reached. */
  readonly baseUrl?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly route?: { readonly path?: unknown };
}
interface Response {
  readonly statusCode: number;
  readonly writableFinished: boolean;
  setHeader(name: string, value: string): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** What a proxy may give as its own id: short, and nothing that would break a line or carry a sentence. */
const SANE_ID = /^[\w.-]{1,64}$/;
/** nginx's code for a caller that went away before the answer. */
const CALLER_LEFT = 499;
/** Asked for every few seconds: told of at `debug`. */
const PROBES = new Set(['/health/live', '/health/ready', '/metrics']);

/**
 * Gives each request an id (the caller's X-Request-Id where it is sane), sends it back, puts it on every line logged for the
 * request, and writes one line when the answer is out. The route's pattern is told, never the address: it may hold a token.
 */
export function logRequests(logger: Logger) {
  return (request: Request, response: Response, next: () => void): void => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && SANE_ID.test(given) ? given : randomId();
    response.setHeader('X-Request-Id', requestId);
    const begun = performance.now();
    withLogContext({ requestId }, () => {
      response.on('close', () => {
        const ms = Math.round(performance.now() - begun);
        const status = response.writableFinished ? response.statusCode : CALLER_LEFT;
        const answered = { method: request.method, route: routeOf(request), status };
        httpAnswered.tell({ ...answered, seconds: ms / 1000 });
        // Outside of the storage's run by now: the id is said once more.
        logger[PROBES.has(answered.route) ? 'debug' : 'info']({ requestId, ...answered, ms }, 'requête HTTP');
      });
      next();
    });
  };
}

function routeOf({ route, baseUrl = '' }: Request): string {
  if (typeof route?.path === 'string') return `${baseUrl}${route.path}`;
  // A mounted part without routes: its place is known, and what is asked within it is not told.
  return baseUrl === '' ? 'aucune' : `${baseUrl}/…`;
}
