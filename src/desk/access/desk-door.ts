import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { mayDo } from '../../domain/desk/desk-roles';
import type { DeskUser, SessionRepository } from '../../persistence/desk/session.repository';
import { renderRefusal } from '../pages/access/refusal-page';
import { renderSignIn } from '../pages/access/sign-in-page';
import { sendPage } from '../send-page';
import { rightFor } from './desk-rights';
import { isFormTokenOf, tokenOfCookies } from './session-cookie';

export const DESK_PATH = '/bureau';

interface AtTheDoor {
  deskUser?: DeskUser;
  deskToken?: string;
}

/** Who asks: behind the door there is always somebody. */
export function deskUserOf({ locals }: Response): DeskUser {
  const { deskUser } = locals as AtTheDoor;
  if (deskUser === undefined) throw new Error('une page du bureau servie hors de sa porte');
  return deskUser;
}

/** The session that a page is sent to; null where nobody is signed in. */
export const deskTokenOf = ({ locals }: Response): string | null => (locals as AtTheDoor).deskToken ?? null;

/**
 * Stands before every page of the desk: who it is, what their role may do, and that a form comes from a page of ours (a token of
 * the session in each form, what the browser says of its origin, and SameSite).
 * @param byProvider is there an identity provider to come in by?
 */
export function deskDoor(sessions: Pick<SessionRepository, 'userOf'>, byProvider: boolean): RequestHandler {
  const entrance = renderSignIn({ refusal: null, byProvider });
  return (request, response, next) => void admit({ sessions, entrance }, request, response, next).catch(next);
}

async function admit(
  { sessions, entrance }: { readonly sessions: Pick<SessionRepository, 'userOf'>; readonly entrance: string },
  request: Request,
  response: Response,
  next: NextFunction,
): Promise<unknown> {
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) return response.status(405).end();
  const right = rightFor(request.method, request.path);
  const token = tokenOfCookies(request.headers.cookie);
  const user = token === null ? null : await sessions.userOf(token);
  if (token !== null && user !== null) Object.assign(response.locals, { deskUser: user, deskToken: token });
  if (request.method === 'POST' && isFromElsewhere(request))
    return sendPage(response.status(403), renderRefusal('Ce formulaire vient d’ailleurs.'));
  if (right === null) return next();
  if (user === null || token === null)
    return request.method !== 'POST' && request.path === '/'
      ? sendPage(response, entrance)
      : response.redirect(303, DESK_PATH);
  if (!mayDo(user.role, right))
    return sendPage(response.status(403), renderRefusal('Votre rôle ne permet pas d’ouvrir cette page, ni cet acte.'));
  if (request.method === 'POST' && !isFormTokenOf(token, (request.body as { jeton?: unknown } | undefined)?.jeton))
    return sendPage(
      response.status(403),
      renderRefusal('Ce formulaire n’est plus valable\u00a0: rouvrez la page, puis recommencez.'),
    );
  return next();
}

/** By Fetch Metadata, else by Origin; older browsers and programs say neither, and have the token alone. */
function isFromElsewhere({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  // «null» is what our own pages send too: they let no address out.
  if (origin === undefined || origin === 'null') return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
