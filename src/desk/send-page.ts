import type { Response } from 'express';

/** A page of the desk: kept by nobody, framed by nobody, running nothing. */
export function sendPage(response: Response, html: string): Response {
  return response
    .set(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    )
    .set('Referrer-Policy', 'no-referrer')
    .set('X-Content-Type-Options', 'nosniff')
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(html);
}
