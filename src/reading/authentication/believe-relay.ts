import { getAlignment } from 'mailauth/lib/tools';
import type { SenderAuthentication } from '../../domain/correspondence';
import {
  type AuthenticationResults,
  type MethodResult,
  parseAuthenticationResults,
} from './parse-authentication-results';

/**
 * A trusted relay's word on who sent a message: its topmost Authentication-Results header. Whatever stands below was
 * there before the relay and may be forged (RFC 8601 §7.1), and what carries another name is nobody's word.
 * @param headers values of the Authentication-Results headers, the topmost first
 */
export function believeRelay(headers: readonly string[], authservId: string, fromDomain: string): SenderAuthentication {
  const [topmost] = headers;
  if (topmost === undefined) return not(`le relais ${authservId} n’a rien attesté`);
  const parsed = parseAuthenticationResults(topmost);
  if (parsed === null) return not('l’attestation du relais est mal formée');
  if (parsed.authservId !== authservId.toLowerCase())
    return not(`l’attestation placée en tête n’est pas du relais ${authservId}`);
  return judge(parsed, authservId, fromDomain);
}

function judge({ results }: AuthenticationResults, authservId: string, fromDomain: string): SenderAuthentication {
  const dmarc = results.filter(({ method }) => method === 'dmarc');
  if (dmarc.some(({ result }) => result === 'pass'))
    return dmarc.length === 1 && speaksOf(dmarc[0], fromDomain)
      ? passed(`DMARC réussi pour ${fromDomain}, selon le relais ${authservId}`)
      : not('le DMARC attesté porte sur un autre domaine que celui de l’expéditeur');
  if (dmarc.some(({ result }) => result !== 'none')) return not(`DMARC non réussi selon le relais ${authservId}`);
  const proof = results.find((one) => one.result === 'pass' && isAligned(one, fromDomain));
  if (proof === undefined) return not(`aucune preuve alignée sur ${fromDomain} selon le relais ${authservId}`);
  return passed(`${proof.method.toUpperCase()} réussi et aligné sur ${fromDomain}, selon le relais ${authservId}`);
}

function speaksOf(dmarc: MethodResult | undefined, fromDomain: string): boolean {
  const named = dmarc?.properties['header.from'];
  return named === undefined || sameOrganisation(domainOf(named), fromDomain);
}

// RFC 7489 §3.1: SPF speaks of MAIL FROM, DKIM of d=; each counts only on the domain of From
function isAligned({ method, properties }: MethodResult, fromDomain: string): boolean {
  if (method === 'dkim') {
    const signer = properties['header.d'] ?? properties['header.i'];
    return signer !== undefined && sameOrganisation(domainOf(signer), fromDomain);
  }
  const sender = method === 'spf' ? (properties['smtp.mailfrom'] ?? properties['smtp.mail']) : undefined;
  return sender !== undefined && sameOrganisation(domainOf(sender), fromDomain);
}

function sameOrganisation(domain: string, fromDomain: string): boolean {
  return domain !== '' && getAlignment(fromDomain, [domain]) !== false;
}

const domainOf = (value: string): string =>
  value
    .slice(value.lastIndexOf('@') + 1)
    .replace(/[<>]/g, '')
    .trim();
const passed = (because: string): SenderAuthentication => ({
  authenticated: true,
  by: 'relay',
  because: sentence(because),
});
const not = (because: string): SenderAuthentication => ({
  authenticated: false,
  by: 'relay',
  because: sentence(because),
});
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
