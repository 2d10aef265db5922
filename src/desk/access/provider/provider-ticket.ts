import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TICKET_COOKIE = 'courrier_fournisseur';
/** As long as somebody may take to sign in over there. */
const LASTS_S = 600;

/**
 * What binds a sign-in at the provider to the browser that began it: one random value in a cookie, from which state, nonce and
 * PKCE's verifier are derived. Nothing is kept here.
 */
export const newTicket = (): string => randomBytes(32).toString('base64url');

/** Lax, not strict: the way back begins at the provider's. */
export const ticketCookie = (ticket: string, secure: boolean): string =>
  `${TICKET_COOKIE}=${ticket}; Path=/bureau/fournisseur; HttpOnly; SameSite=Lax; Max-Age=${LASTS_S}${secure ? '; Secure' : ''}`;

export const spentTicketCookie = `${TICKET_COOKIE}=; Path=/bureau/fournisseur; HttpOnly; SameSite=Lax; Max-Age=0`;

export const ticketOfCookies = (header: string | undefined): string | null =>
  new RegExp(`(?:^|;\\s*)${TICKET_COOKIE}=([\\w-]{43})(?:;|$)`).exec(header ?? '')?.[1] ?? null;

const derived = (ticket: string, purpose: string): string =>
  createHmac('sha256', ticket).update(purpose).digest('base64url');

export const stateOf = (ticket: string): string => derived(ticket, 'state');
export const nonceOf = (ticket: string): string => derived(ticket, 'nonce');
/** RFC 7636 §4.1: 43 characters. */
export const verifierOf = (ticket: string): string => derived(ticket, 'verifier');
/** RFC 7636 §4.2, S256. */
export const challengeOf = (ticket: string): string =>
  createHash('sha256').update(verifierOf(ticket)).digest('base64url');

export function isStateOf(ticket: string, given: string | null): boolean {
  const [expected, got] = [Buffer.from(stateOf(ticket)), Buffer.from(given ?? '')];
  return got.length === expected.length && timingSafeEqual(got, expected);
}
