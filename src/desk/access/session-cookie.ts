import { createHmac, timingSafeEqual } from 'node:crypto';

export const SESSION_COOKIE = 'courrier_bureau';
const LASTS_S = 36_000;

/** @param secure where people reach the desk by https: the cookie then never goes over anything else */
export function sessionCookie(token: string, secure: boolean): string {
  return `${SESSION_COOKIE}=${token}; Path=/bureau; HttpOnly; SameSite=Strict; Max-Age=${LASTS_S}${secure ? '; Secure' : ''}`;
}

export const endedCookie = `${SESSION_COOKIE}=; Path=/bureau; HttpOnly; SameSite=Strict; Max-Age=0`;

export const tokenOfCookies = (header: string | undefined): string | null =>
  new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{43})(?:;|$)`).exec(header ?? '')?.[1] ?? null;

/** What each form of a session carries, so that a form of another site serves nobody. */
export const formTokenOf = (token: string): string =>
  createHmac('sha256', token).update('formulaire').digest('base64url');

export function isFormTokenOf(token: string, given: unknown): boolean {
  const expected = Buffer.from(formTokenOf(token));
  const got = Buffer.from(typeof given === 'string' ? given : '');
  return got.length === expected.length && timingSafeEqual(got, expected);
}
