import { createHash, randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Clock } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import type { Database } from './database';
import { apiKeys } from './tables/access.tables';

export type ApiScope = 'ingest' | 'operate';

export interface ApiKeyHolder {
  readonly name: string;
  readonly scope: ApiScope;
}

/** API keys: 256 random bits shown once, kept as a SHA-256 only (a random key needs no slow hash). */
export class ApiKeyRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @returns the key in clear, which nothing can show again */
  async create(scope: ApiScope, name: string): Promise<string> {
    const key = `cou_${scope}_${randomBytes(32).toString('base64url')}`;
    const now = this.clock.now();
    await this.db.insert(apiKeys).values({ id: this.ids.next(now), name, scope, hash: hashOf(key), createdAt: now });
    return key;
  }

  async holderOf(key: string): Promise<ApiKeyHolder | null> {
    const [row] = await this.db
      .select({ name: apiKeys.name, scope: apiKeys.scope })
      .from(apiKeys)
      .where(and(eq(apiKeys.hash, hashOf(key)), eq(apiKeys.revoked, false)));
    return row ?? null;
  }
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();
