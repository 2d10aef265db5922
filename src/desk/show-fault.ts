import type { Request, Response } from 'express';
import type { DeskUser } from '../persistence/desk/session.repository';
import type { Problem } from '../platform/http/problem';
import { DESK_PATH } from './access/desk-door';
import { renderFault } from './pages/fault-page';
import { sendPage } from './send-page';

/** A fault as a page, where somebody opened a page of the desk. @returns false where a program asked, or what stands within a page */
export function showFault(request: Request, response: Response, { status, title, detail }: Problem): boolean {
  if (!isForPeople(request)) return false;
  const { deskUser = null } = response.locals as { deskUser?: DeskUser };
  sendPage(response.status(status), renderFault({ title, why: detail, holder: deskUser }));
  return true;
}

function isForPeople({ originalUrl, headers }: Request): boolean {
  const [path] = originalUrl.split('?');
  if (path !== DESK_PATH && path?.startsWith(`${DESK_PATH}/`) !== true) return false;
  const { accept = '', 'sec-fetch-dest': within = 'document' } = headers;
  return accept.includes('text/html') && within === 'document';
}
