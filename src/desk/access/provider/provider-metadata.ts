import { z } from 'zod';

const ASK_MS = 10_000;
/** Endpoints move rarely; keys are followed by themselves. */
const KEPT_MS = 3_600_000;

/** Where secrets and codes are sent: encrypted, or on this machine. */
const endpoint = z.string().refine((value) => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
});

const metadata = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
export type ProviderMetadata = z.output<typeof metadata>;

/** What the provider says of itself (OpenID Connect Discovery §4), asked for when first needed, then once an hour. */
export class ProviderDiscovery {
  private known: { readonly at: number; readonly says: ProviderMetadata } | null = null;

  constructor(private readonly issuer: string) {}

  /** @throws where it does not answer, or speaks for another issuer (§4.3) */
  async read(): Promise<ProviderMetadata> {
    const now = performance.now();
    if (this.known !== null && now - this.known.at < KEPT_MS) return this.known.says;
    const says = metadata.parse(await askJson(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`));
    if (says.issuer !== this.issuer) throw new Error('le fournisseur d’identité se donne un autre nom que OIDC_ISSUER');
    this.known = { at: now, says };
    return says;
  }
}

/** @throws where there is no such answer; the error says nothing of what was sent or got */
export async function askJson(address: string, request: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(address, { ...request, redirect: 'error', signal: AbortSignal.timeout(ASK_MS) });
  if (!answer.ok) throw new Error(`le fournisseur d’identité répond ${answer.status}`);
  return answer.json();
}
