import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Office } from '../../domain/office';
import { PUBLIC_PAGE_HEADERS } from '../../platform/http/public-page';
import { ANSWER_LIMITS } from './answer-limits';
import { renderRefusal } from './answer-pages';

/** Where the one-time page is served. */
export const ANSWER_PATH = '/repondre';

/**
 * Stands before the page's routes: lets only GET and POST in, and reads a small form into `body` as URLSearchParams. Whoever
 * comes with anything else reads in French what is wrong, on a page.
 */
export function answerDoor(office: Office) {
  return (request: IncomingMessage & { body?: unknown }, response: ServerResponse, next: () => void): void => {
    const refuse = (status: number, what: string): void => {
      for (const [name, value] of Object.entries(PUBLIC_PAGE_HEADERS)) response.setHeader(name, value);
      response.statusCode = status;
      response.end(renderRefusal(office, 'Rien n’est envoyé', what));
      request.resume();
    };
    const takeForm = (body: string | null): void => {
      if (body !== null) {
        request.body = new URLSearchParams(body);
        next();
      } else {
        response.setHeader('Connection', 'close');
        refuse(413, 'Ce qui a été envoyé est trop long pour ce formulaire.');
      }
    };
    if (request.method === 'GET' || request.method === 'HEAD') next();
    else if (request.method !== 'POST') {
      response.setHeader('Allow', 'GET, HEAD, POST');
      refuse(405, 'Ouvrez cette page dans un navigateur, et remplissez son formulaire.');
    } else if (!FORM.test(request.headers['content-type'] ?? ''))
      refuse(415, 'Cette page ne prend que son propre formulaire.');
    // Where the caller went away, nobody is left to be told.
    else readBody(request, ANSWER_LIMITS.bodyBytes).then(takeForm, () => response.destroy());
  };
}

const FORM = /^application\/x-www-form-urlencoded\b/i;

/** @returns null past the limit */
async function readBody(request: IncomingMessage, most: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > most) return null;
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    request.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > most) resolve(null);
      else pieces.push(piece);
    });
    request.once('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    request.once('error', reject);
    request.once('close', () => reject(new Error('envoi interrompu')));
  });
}
