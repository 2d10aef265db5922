import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../platform/logger';
import { liveAnswer, type ProbeAnswer, readyAnswer } from './health/answer-probe';
import type { Health } from './health/health';

interface Parts {
  readonly health: Health;
  /** The metrics as Prometheus reads them. */
  readonly metrics: { readonly contentType: string; read(): Promise<string> };
  readonly logger: Logger;
}

const NOT_FOUND: ProbeAnswer = {
  status: 404,
  type: 'application/problem+json',
  body: JSON.stringify({
    type: 'about:blank',
    title: 'Introuvable',
    status: 404,
    detail: 'Ce port sert /health/live, /health/ready et /metrics.',
  }),
};
const FAILED: ProbeAnswer = {
  status: 503,
  type: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: 'Indisponible', status: 503, detail: 'Réessayez plus tard.' }),
};

/**
 * Health and metrics on a port of their own, in whatever role: what an orchestrator and Prometheus ask, without a key. Plain
 * Node, so that a worker listens without routes of the application being there.
 */
export class OperationsListener {
  private readonly server: Server;

  constructor(private readonly parts: Parts) {
    this.server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
      this.answer(request).then(
        (answer) => send(request, response, answer),
        (error: unknown) => {
          parts.logger.warn({ err: error }, 'sonde sans réponse');
          send(request, response, FAILED);
        },
      );
    });
  }

  /** @returns the port that was bound */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer({ method, url }: IncomingMessage): Promise<ProbeAnswer> {
    const { health, metrics } = this.parts;
    if (method !== 'GET' && method !== 'HEAD') return NOT_FOUND;
    switch (url?.split('?')[0]) {
      case '/health/live':
        return liveAnswer;
      case '/health/ready':
        return readyAnswer(await health.report());
      case '/metrics':
        return { status: 200, type: metrics.contentType, body: await metrics.read() };
      default:
        return NOT_FOUND;
    }
  }
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, type, body }: ProbeAnswer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(method === 'HEAD' ? undefined : body);
}
