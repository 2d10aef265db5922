import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Logger } from '../logger';
import { isStorageFull } from '../surroundings-fault';
import { Problem } from './problem';

/** The few calls of Express's response that are needed here. */
interface Response {
  readonly headersSent: boolean;
  status(code: number): Response;
  type(name: string): Response;
  set(name: string, value: string): Response;
  send(body: string): void;
}

/** Turns whatever a controller throws into problem details; an unexpected error tells its cause to the log alone. */
export class ProblemFilter<Asked, Answer extends Response> implements ExceptionFilter {
  /** @param showToPeople shows it as a page; false where a program asked, and nothing was sent */
  constructor(
    private readonly logger: Logger,
    private readonly showToPeople: (request: Asked, response: Answer, problem: Problem) => boolean,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Answer>();
    if (response.headersSent) return;
    const problem = this.problemOf(error);
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
    if (problem.status === 503 || problem.status === 507) response.set('Retry-After', '30');
    if (problem.status === 429) response.set('Retry-After', '60');
    if (this.showToPeople(http.getRequest<Asked>(), response, problem)) return;
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(
        JSON.stringify({ type: 'about:blank', title: problem.title, status: problem.status, detail: problem.detail }),
      );
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    const status = (error as { status?: unknown }).status;
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
