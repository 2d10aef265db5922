import { createHash, randomBytes } from 'node:crypto';
import { and, asc, eq, isNull, like, lt, or } from 'drizzle-orm';
import { ok, type Result, refused } from '../domain/result';
import { type Clock, parisDate } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import type { Database } from './database';
import type { JournalWriter } from './journal/journal-writer';
import { apiKeys } from './tables/access.tables';

export type ApiScope = 'ingest' | 'operate';

export interface ApiKeyHolder {
  readonly id: string;
  readonly name: string;
  readonly scope: ApiScope;
}

export interface ApiKeyAccount extends ApiKeyHolder {
  /** How the key begins; null for one made before it was kept. */
  readonly prefix: string | null;
  readonly createdAt: Date;
  /** YYYY-MM-DD */
  readonly lastUsedOn: string | null;
  readonly revoked: boolean;
  readonly revokedAt: Date | null;
}

export type RevocationRefusal = 'unknown' | 'several' | 'already';

/** Of the 43 characters drawn at random, those that are kept in clear: enough to tell keys apart, far too few to guess one. */
const SHOWN_CHARACTERS = 8;

/**
 * API keys: 256 random bits shown once, kept as a SHA-256 only (a random key needs no slow hash). Each use asks the database,
 * so that a revocation holds for every process from the next request on.
 */
export class ApiKeyRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly journal: JournalWriter,
  ) {}

  /** @returns the key in clear, which nothing can show again */
  async create(scope: ApiScope, name: string): Promise<string> {
    const start = `cou_${scope}_`;
    const key = `${start}${randomBytes(32).toString('base64url')}`;
    const now = this.clock.now();
    const id = this.ids.next(now);
    const prefix = key.slice(0, start.length + SHOWN_CHARACTERS);
    await this.db.transaction(async (tx) => {
      await tx.insert(apiKeys).values({ id, name, scope, hash: hashOf(key), prefix, createdAt: now });
      await this.tell(tx, 'api-key-created', { key: id, scope }, now);
    });
    return key;
  }

  async holderOf(key: string): Promise<ApiKeyHolder | null> {
    const { id, name, scope, lastUsedOn } = apiKeys;
    const [row] = await this.db
      .select({ id, name, scope, lastUsedOn })
      .from(apiKeys)
      .where(and(eq(apiKeys.hash, hashOf(key)), eq(apiKeys.revoked, false)));
    if (row === undefined) return null;
    await this.noteUse(row);
    return { id: row.id, name: row.name, scope: row.scope };
  }

  /** Is the key known and not revoked? */
  async isValid(id: string): Promise<boolean> {
    const rows = await this.db
      .select({ id: apiKeys.id })
      .from(apiKeys)
      .where(and(eq(apiKeys.id, id), eq(apiKeys.revoked, false)));
    return rows.length === 1;
  }

  /** Oldest first. */
  list(): Promise<ApiKeyAccount[]> {
    const { id, name, scope, prefix, createdAt, lastUsedOn, revoked, revokedAt } = apiKeys;
    return this.db
      .select({ id, name, scope, prefix, createdAt, lastUsedOn, revoked, revokedAt })
      .from(apiKeys)
      .orderBy(asc(createdAt), asc(id));
  }

  /** @param which id of a key, or how it begins, scope included */
  async revoke(which: string): Promise<Result<ApiKeyHolder, RevocationRefusal>> {
    const byId = /^[0-9a-f-]{36}$/.test(which);
    // «_» and «%» stand for themselves, not for any character.
    const start = `${which.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    return this.db.transaction(async (tx) => {
      const { id, name, scope, revoked } = apiKeys;
      const found = await tx
        .select({ id, name, scope, revoked })
        .from(apiKeys)
        .where(byId ? eq(id, which) : like(apiKeys.prefix, start))
        .limit(2)
        .for('update');
      const [key] = found;
      if (key === undefined) return refused('unknown');
      if (found.length > 1) return refused('several');
      if (key.revoked) return refused('already');
      const now = this.clock.now();
      await tx.update(apiKeys).set({ revoked: true, revokedAt: now }).where(eq(id, key.id));
      await this.tell(tx, 'api-key-revoked', { key: key.id, scope: key.scope }, now);
      return ok({ id: key.id, name: key.name, scope: key.scope });
    });
  }

  /** Once a day at most, so that a busy key costs no write a request. */
  private async noteUse({
    id,
    lastUsedOn,
  }: {
    readonly id: string;
    readonly lastUsedOn: string | null;
  }): Promise<void> {
    const today = parisDate(this.clock.now());
    if (lastUsedOn !== null && lastUsedOn >= today) return;
    await this.db
      .update(apiKeys)
      .set({ lastUsedOn: today })
      .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedOn), lt(apiKeys.lastUsedOn, today))));
  }

  /** By id: a key's name may be a person's. */
  private tell(
    tx: Parameters<JournalWriter['write']>[0],
    event: string,
    detail: { readonly key: string; readonly scope: ApiScope },
    at: Date,
  ): Promise<void> {
    return this.journal.write(tx, { correspondenceId: null, at, event, revision: null, detail });
  }
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();
