import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { ProviderSettings } from '../../../config/identity-provider-of-environment';
import type { DeskRole } from '../../../domain/desk/desk-roles';
import { ok, type Result, refused } from '../../../domain/result';
import type { ProvidedPerson } from '../../../persistence/desk/provided-account.repository';
import type { Clock } from '../../../platform/clock';
import { askJson, ProviderDiscovery, type ProviderMetadata } from './provider-metadata';
import { challengeOf, isStateOf, nonceOf, stateOf, verifierOf } from './provider-ticket';

/** Signatures by a key pair alone: with a shared secret, who has ours could vouch for anybody. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA'];
/** What two clocks may differ by. */
const TOLERANCE_S = 60;
/** A token that was just given for our code. */
const OLDEST_TOKEN = '10m';

/** `stale`: begun elsewhere, long ago or twice. `declined`: the provider or the person said no. `no-role`: none of ours. */
export type ProviderRefusal = 'stale' | 'declined' | 'no-role';

/** Authorization code with PKCE (OpenID Connect Core §3.1, RFC 7636): the desk's people by another house's word. */
export class IdentityProvider {
  private readonly discovery: ProviderDiscovery;
  private keys: { readonly at: string; readonly set: ReturnType<typeof createRemoteJWKSet> } | null = null;

  constructor(
    private readonly settings: ProviderSettings,
    private readonly clock: Clock,
  ) {
    this.discovery = new ProviderDiscovery(settings.issuer);
  }

  /** Where to send who wants to come in. @throws where the provider is away */
  async address(ticket: string): Promise<string> {
    const address = new URL((await this.discovery.read()).authorization_endpoint);
    const { clientId, redirectUri } = this.settings;
    for (const [name, value] of Object.entries({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'openid profile',
      state: stateOf(ticket),
      nonce: nonceOf(ticket),
      code_challenge: challengeOf(ticket),
      code_challenge_method: 'S256',
    }))
      address.searchParams.set(name, value);
    return address.href;
  }

  /** @param back what the address of the way back holds @throws where the provider is away or its token does not hold */
  async personOf(back: URLSearchParams, ticket: string): Promise<Result<ProvidedPerson, ProviderRefusal>> {
    if (!isStateOf(ticket, back.get('state'))) return refused('stale');
    const says = await this.discovery.read();
    if (!isFromIssuer(says, back.get('iss'))) return refused('stale');
    const code = back.get('code');
    if (back.has('error') || code === null) return refused('declined');
    const claims = await this.claimsOf(await this.tokenFor(says, code, ticket), says);
    if (claims.nonce !== nonceOf(ticket)) throw new Error('jeton d’identité donné pour une autre entrée');
    return this.personWith(claims);
  }

  private async tokenFor(says: ProviderMetadata, code: string, ticket: string): Promise<string> {
    const { clientId, clientSecret, redirectUri } = this.settings;
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifierOf(ticket),
    });
    const headers: Record<string, string> = { accept: 'application/json' };
    // client_secret_basic is what is meant where nothing is said (Discovery §3).
    if (says.token_endpoint_auth_methods_supported?.includes('client_secret_basic') ?? true) {
      const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
      headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    } else {
      body.set('client_id', clientId);
      body.set('client_secret', clientSecret);
    }
    const given = await askJson(says.token_endpoint, { method: 'POST', headers, body });
    return z.looseObject({ id_token: z.string() }).parse(given).id_token;
  }

  /** OpenID Connect Core §3.1.3.7. */
  private async claimsOf(token: string, says: ProviderMetadata): Promise<JWTPayload> {
    if (this.keys?.at !== says.jwks_uri)
      this.keys = { at: says.jwks_uri, set: createRemoteJWKSet(new URL(says.jwks_uri)) };
    const { payload } = await jwtVerify(token, this.keys.set, {
      issuer: says.issuer,
      audience: this.settings.clientId,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp', 'iat'],
      maxTokenAge: OLDEST_TOKEN,
      clockTolerance: TOLERANCE_S,
      currentDate: this.clock.now(),
    });
    const several = Array.isArray(payload.aud) && payload.aud.length > 1;
    if ((several || payload.azp !== undefined) && payload.azp !== this.settings.clientId)
      throw new Error('jeton d’identité donné à un autre service');
    return payload;
  }

  private personWith(claims: JWTPayload): Result<ProvidedPerson, ProviderRefusal> {
    const { sub: subject = '', preferred_username: username } = claims;
    const role = this.roleOf(claims);
    if (role === null || subject === '') return refused('no-role');
    const asked = typeof username === 'string' ? username.toLowerCase().replace(/[^a-z0-9._-]+/g, '-') : '';
    const login = asked.length < 2 ? 'fournisseur' : asked.slice(0, 40);
    const name = typeof claims.name === 'string' && claims.name.trim() !== '' ? claims.name.trim().slice(0, 80) : login;
    return ok({ issuer: this.settings.issuer, subject, name, login, role });
  }

  /** The first of OIDC_ROLES that the claim names. */
  private roleOf(claims: JWTPayload): DeskRole | null {
    const { rolesClaim, roles } = this.settings;
    const held = valuesAt(claims, rolesClaim);
    for (const [value, role] of roles) if (held.includes(value)) return role;
    return null;
  }
}

/** A claim by its whole name (`https://…/roles`), else by a path of dots. */
function valuesAt(claims: JWTPayload, name: string): readonly unknown[] {
  let found: unknown = claims[name];
  if (found === undefined) {
    found = claims;
    for (const step of name.split('.'))
      found =
        typeof found === 'object' && found !== null && Object.hasOwn(found, step)
          ? (found as Record<string, unknown>)[step]
          : undefined;
  }
  return Array.isArray(found) ? found : [found];
}

/** RFC 9207: the answer names who gave it, so that no other provider's code is taken for this one's. */
function isFromIssuer(says: ProviderMetadata, iss: string | null): boolean {
  return iss === null ? says.authorization_response_iss_parameter_supported !== true : iss === says.issuer;
}
