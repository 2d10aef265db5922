import { isIP } from 'node:net';
import { authenticate } from 'mailauth';
import { getAlignment } from 'mailauth/lib/tools';
import type { SenderAuthentication, TransportEnvelope } from '../../domain/correspondence';
import type { Resolve } from './resolve-names';

/**
 * SPF, DKIM and DMARC by mailauth, on the bytes as received. Stricter than it where it is lenient: strict alignment
 * is strict (RFC 7489 §3.1), a signature must cover From and the whole body (RFC 6376 §8.2, §5.4), SHA-1 proves nothing
 * (RFC 8301 §3.1). A DNS failure means «not authenticated».
 */
export async function checkDmarc(
  bytes: Buffer,
  fromDomain: string,
  envelope: TransportEnvelope | null,
  resolver: Resolve,
): Promise<SenderAuthentication> {
  try {
    const checked = await authenticate(bytes, {
      resolver,
      disableArc: true,
      disableBimi: true,
      mta: 'courrier.invalid',
      ...ipOf(envelope?.remoteAddress),
      ...(envelope?.helo ? { helo: envelope.helo } : {}),
      ...(envelope?.mailFrom ? { sender: envelope.mailFrom } : {}),
    });
    return judge(checked, fromDomain, envelope);
  } catch (error) {
    return not(`la vérification a échoué (${codeOf(error)})`);
  }
}

/** A mailbox’s server is known by its name: it handed nothing over, SPF has nothing to say of it. */
function ipOf(remoteAddress: string | null | undefined): { ip?: string } {
  const ip = (remoteAddress ?? '').replace(/^::ffff:/i, '');
  return isIP(ip) === 0 ? {} : { ip };
}

type Checked = Awaited<ReturnType<typeof authenticate>>;

function judge(
  { dkim, spf, dmarc }: Checked,
  fromDomain: string,
  envelope: TransportEnvelope | null,
): SenderAuthentication {
  const policy = dmarc === false ? undefined : dmarc;
  const result = policy?.status.result ?? 'none';
  if (result !== 'pass' && result !== 'none') return not(`DMARC de ${fromDomain}\u00a0: ${FRENCH[result] ?? result}`);
  const signer = dkim.results.find(
    (one) => isWholeSignature(one) && aligned(one.signingDomain, fromDomain, policy?.alignment?.dkim?.strict),
  );
  if (signer !== undefined) return passed(`signature DKIM valide et alignée sur ${fromDomain}${underDmarc(result)}`);
  const sender = envelope?.mailFrom && spf !== false && spf?.status.result === 'pass' ? spf.domain : undefined;
  if (sender !== undefined && aligned(sender, fromDomain, policy?.alignment?.spf?.strict))
    return passed(`SPF réussi et aligné sur ${fromDomain}${underDmarc(result)}`);
  return not(
    `ni signature DKIM ni SPF alignés sur ${fromDomain}${dnsTrouble(dkim.results.map(({ status }) => status.result))}`,
  );
}

/** What mailauth 4.13 says of a signature beyond its declared types. */
interface SignatureDetail {
  readonly algo?: string;
  /** Names of the signed headers, `From: To: …`. */
  readonly signingHeaders?: { readonly keys: string };
  /** A length tag (l=) was given: text may have been added behind what was signed. */
  readonly canonBodyLengthLimited?: boolean;
}

function isWholeSignature(result: Checked['dkim']['results'][number] & SignatureDetail): boolean {
  if (result.status.result !== 'pass' || result.status.underSized || result.canonBodyLengthLimited === true)
    return false;
  const keys = (result.signingHeaders?.keys ?? '').toLowerCase().split(/[\s:]+/);
  return keys.includes('from') && !/sha1$/i.test(result.algo ?? 'sha1');
}

function aligned(domain: string | undefined, fromDomain: string, strict: boolean | undefined): boolean {
  if (!domain) return false;
  return strict === true ? domain.toLowerCase() === fromDomain : getAlignment(fromDomain, [domain]) !== false;
}

const FRENCH: Readonly<Record<string, string>> = {
  fail: 'échec',
  temperror: 'DNS indisponible',
  permerror: 'règle mal formée',
  neutral: 'sans avis',
};
const underDmarc = (result: string): string =>
  result === 'pass' ? ' (DMARC réussi)' : ' (le domaine ne publie pas de DMARC)';
const dnsTrouble = (results: readonly string[]): string =>
  results.some((one) => /^temperr/.test(one)) ? ' (DNS indisponible)' : '';
const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? 'erreur').slice(0, 40);
const passed = (because: string): SenderAuthentication => ({
  authenticated: true,
  by: 'dmarc',
  because: sentence(because),
});
const not = (because: string): SenderAuthentication => ({
  authenticated: false,
  by: 'dmarc',
  because: sentence(because),
});
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
