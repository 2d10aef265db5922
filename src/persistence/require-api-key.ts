import { Problem } from '../platform/http/problem';
import type { ApiKeyHolder, ApiKeyRepository, ApiScope } from './api-key.repository';

/**
 * The holder of the bearer key in an `Authorization` header.
 * @throws Problem 401 without a known key, 403 where its scope is not among those asked for
 */
export async function requireApiKey(
  keys: ApiKeyRepository,
  authorization: string | undefined,
  scopes: readonly ApiScope[],
): Promise<ApiKeyHolder> {
  const key = /^Bearer\s+(\S{1,200})$/i.exec(authorization ?? '')?.[1];
  const holder = key === undefined ? null : await keys.holderOf(key);
  if (holder === null)
    throw new Problem(401, 'Clé absente ou inconnue', 'Donnez une clé d’API\u00a0: Authorization: Bearer …');
  if (!scopes.includes(holder.scope))
    throw new Problem(
      403,
      'Droit insuffisant',
      `Cette clé n’a pas la portée «\u00a0${scopes.join('\u00a0» ou «\u00a0')}\u00a0».`,
    );
  return holder;
}
