import type { SenderAuthentication, TransportEnvelope } from '../domain/correspondence';
import { believeRelay } from './authentication/believe-relay';
import { checkDmarc } from './authentication/check-dmarc';
import type { Resolve } from './authentication/resolve-names';
import { singleFromDomain } from './authentication/single-from';
import type { Authenticate } from './read-email';

export interface AuthenticationMeans {
  /** Name of the relay that handed the message over and whose word counts; null for none. */
  readonly authservId: string | null;
  /** Asked for SPF, DKIM and DMARC; null: no DNS is asked. */
  readonly resolver: Resolve | null;
}

/**
 * Who really sent a message: a trusted relay's word where there is one, else our own check, else nobody's.
 * A From that is missing, doubled or holds several addresses is never authenticated.
 */
export function authenticateSender({ authservId, resolver }: AuthenticationMeans): Authenticate {
  return async (bytes, { from, fromFields, envelope, signed, authenticationResults }) => {
    if (authservId === null && resolver === null)
      return nobody('Personne n’a attesté l’expéditeur\u00a0: ni relais de confiance, ni vérification.');
    const domain = singleFromDomain(fromFields, from);
    if (domain === null)
      return nobody(
        'L’adresse d’expéditeur est absente, multiple ou mal formée\u00a0: elle n’est jamais tenue pour sûre.',
      );
    if (authservId !== null) return believeRelay(authenticationResults, authservId, domain);
    if (!signed && !isCheckable(envelope))
      return nobody('Ni signature DKIM ni adresse publique de remise\u00a0: rien ne permet de vérifier l’expéditeur.');
    return resolver === null ? nobody('Aucune vérification.') : checkDmarc(bytes, domain, envelope, resolver);
  };
}

/** SPF asks whether a public address may send for a domain: a host of our own network proves nothing. */
function isCheckable(envelope: TransportEnvelope | null): boolean {
  if (!envelope?.remoteAddress || !envelope.mailFrom) return false;
  return !PRIVATE.test(envelope.remoteAddress.replace(/^::ffff:/i, ''));
}
// RFC 1918, RFC 4193, RFC 3927 and loopback
const PRIVATE = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;

function nobody(because: string): SenderAuthentication {
  return { authenticated: false, by: 'none', because };
}
