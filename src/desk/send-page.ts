import type { Response } from 'express';
import { formTokenOf } from './access/session-cookie';

/** Our own style and script, and nothing from elsewhere. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A page of the desk: kept by nobody, framed by nobody, running nothing but our script. Each of its forms gets the session's token. */
export function sendPage(response: Response, html: string): Response {
  const token: unknown = response.locals.deskToken;
  return response
    .set('Content-Security-Policy', PAGE_POLICY)
    .set('Referrer-Policy', 'no-referrer')
    .set('X-Content-Type-Options', 'nosniff')
    .set('Cross-Origin-Opener-Policy', 'same-origin')
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(typeof token === 'string' ? withFormToken(html, formTokenOf(token)) : html);
}

/** No form can be forgotten; text that people wrote is escaped, and holds no tag. */
const withFormToken = (html: string, token: string): string =>
  html.replace(
    /<form [^>]*method="post"[^>]*>/g,
    (tag) => `${tag}<input type="hidden" name="jeton" value="${token}"/>`,
  );
