import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Logger } from '../logger';
import { isStorageFull } from '../surroundings-fault';
import { allowedMethods, type RoutedRequest } from './allowed-methods';
import { Problem } from './problem';

/** The few calls of Express's response that are needed here. */
interface Response {
  readonly headersSent: boolean;
  status(code: number): Response;
  type(name: string): Response;
  set(name: string, value: string): Response;
  send(body: string): void;
  end(): void;
}

/** Turns whatever a controller throws into problem details; an unexpected error tells its cause to the log alone. */
export class ProblemFilter<Asked extends RoutedRequest, Answer extends Response> implements ExceptionFilter {
  /** @param showToPeople shows it as a page; false where a program asked, and nothing was sent */
  constructor(
    private readonly logger: Logger,
    private readonly showToPeople: (request: Asked, response: Answer, problem: Problem) => boolean,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Answer>();
    if (response.headersSent) return;
    const request = http.getRequest<Asked>();
    const allowed = isUnrouted(error) ? allowedMethods(request) : [];
    if (allowed.length > 0) response.set('Allow', allowed.join(', '));
    if (allowed.length > 0 && request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    const problem = this.problemOf(error, allowed);
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
    if (problem.status === 503 || problem.status === 507) response.set('Retry-After', '30');
    if (problem.status === 429) response.set('Retry-After', '60');
    if (this.showToPeople(request, response, problem)) return;
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(
        JSON.stringify({ type: 'about:blank', title: problem.title, status: problem.status, detail: problem.detail }),
      );
  }

  private problemOf(error: unknown, allowed: readonly string[]): Problem {
    if (error instanceof Problem) return error;
    // RFC 9110 §15.5.6
    if (allowed.length > 0) return new Problem(405, 'Méthode refusée', `Cette adresse répond à ${allowed.join(', ')}.`);
    const status = statusOf(error);
    if (status === 404) return new Problem(404, 'Introuvable', 'Cette adresse n’existe pas.');
    if (typeof status === 'number' && status >= 400 && status < 500)
      return new Problem(status, 'Demande refusée', 'La demande n’a pas pu être lue.');
    this.logger.error({ err: error }, 'erreur inattendue');
    if (isStorageFull(error))
      return new Problem(
        507,
        'Plus de place',
        'Le service ne peut rien garder de plus pour le moment\u00a0; réessayez plus tard.',
      );
    return new Problem(
      503,
      'Indisponible',
      'Le service ne peut pas répondre pour le moment\u00a0; réessayez plus tard.',
    );
  }
}

const statusOf = (error: unknown): unknown => (error as { status?: unknown }).status;

/** No route took the request; a controller's own 404 is a Problem. */
const isUnrouted = (error: unknown): boolean => !(error instanceof Problem) && statusOf(error) === 404;
