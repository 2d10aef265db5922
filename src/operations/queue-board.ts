import path from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ApiKeyHolder } from '../persistence/api-key.repository';
import { Problem } from '../platform/http/problem';

/** Under the desk's path, so that its session's cookie comes along. */
export const QUEUE_BOARD_PATH = '/bureau/files-attente';

type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0];

interface Parts {
  readonly queues: Iterable<BoardQueue>;
  /** Who asks, by the desk's session or a bearer key; null for nobody. */
  holderOf(request: Request): Promise<ApiKeyHolder | null>;
}

/** The board's own scripts and styles, and nothing from elsewhere: its web fonts are done without. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

/**
 * The queues as bull-board shows them, to look at only: what a row waits for is decided by the row, so a job added, removed or
 * tried again by hand would change nothing but the picture. Jobs carry ids and nothing personal.
 * @returns what is mounted at QUEUE_BOARD_PATH
 */
export function queueBoard({ queues, holderOf }: Parts): RequestHandler[] {
  const server = new ExpressAdapter().setBasePath(QUEUE_BOARD_PATH);
  createBullBoard({
    queues: [...queues].map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: server,
    options: {
      uiConfig: {
        boardTitle: 'Files d’attente',
        locale: { lng: 'fr-FR' },
        miscLinks: [{ text: 'Bureau', url: '/bureau' }],
        hideRedisDetails: true,
        hideDocsLink: true,
      },
      uiBasePath: path.dirname(require.resolve('@bull-board/ui/package.json')),
    },
  });
  return [(request, response, next) => void admit(request, response, next, holderOf).catch(next), server.getRouter()];
}

async function admit(
  request: Request,
  response: Response,
  next: NextFunction,
  holderOf: Parts['holderOf'],
): Promise<void> {
  response.set({
    'Content-Security-Policy': POLICY,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  const holder = await holderOf(request);
  if (holder?.scope !== 'operate') {
    if (request.accepts(['json', 'html']) === 'html' && holder === null) return response.redirect(303, '/bureau');
    throw new Problem(
      holder === null ? 401 : 403,
      'Droit insuffisant',
      'Entrez au bureau, ou donnez une clé «\u00a0operate\u00a0».',
    );
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new Problem(
      405,
      'Lecture seule',
      'Ces pages montrent les files\u00a0; un courrier en échec se relance au bureau.',
    );
  next();
}
