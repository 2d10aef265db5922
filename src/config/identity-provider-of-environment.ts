import type { DeskRole } from '../domain/desk/desk-roles';
import type { Environment } from './environment.schema';

/** An OpenID Connect provider, by whose word people come in. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where it sends people back to. */
  readonly redirectUri: string;
  /** Claim that holds their roles; dots lead into it (`realm_access.roles`). */
  readonly rolesClaim: string;
  /** Value of that claim → role. */
  readonly roles: ReadonlyMap<string, DeskRole>;
}

/** Below PUBLIC_URL. */
export const RETURN_PATH = '/bureau/fournisseur/retour';

/** @returns null where none is configured; the schema has seen that its variables came together */
export function identityProviderOf({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: clientId,
  OIDC_CLIENT_SECRET: clientSecret,
  OIDC_ROLES: roles,
  OIDC_ROLES_CLAIM: rolesClaim,
  PUBLIC_URL: publicUrl,
}: Environment): ProviderSettings | null {
  if (!issuer || !clientId || !clientSecret || !roles || !publicUrl) return null;
  const redirectUri = `${publicUrl.replace(/\/+$/, '')}${RETURN_PATH}`;
  return { issuer, clientId, clientSecret, redirectUri, rolesClaim, roles };
}
