import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import { ok, type Result, refused } from '../../domain/result';
import type { Clock } from '../../platform/clock';
import type { Database } from '../database';
import { deskAccounts, deskInvitations } from '../tables/desk.tables';
import type { AccountRepository } from './account.repository';

const LASTS_MS = 24 * 60 * 60 * 1000;

/** For whom a link is: an account that has no password yet, or whoever makes the first administrator. */
export type Invited =
  | { readonly kind: 'first' }
  | { readonly kind: 'account'; readonly login: string; readonly name: string };

export type InvitationRefusal = 'spent' | 'login-taken';

/** One-time links, kept as a hash. */
export class InvitationRepository {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountRepository,
    private readonly clock: Clock,
  ) {}

  /** @param accountId null for the first administrator @returns the code of the link, shown once */
  async invite(accountId: string | null): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    const now = this.clock.now();
    const theirs = accountId === null ? undefined : eq(deskInvitations.accountId, accountId);
    await this.db.transaction(async (tx) => {
      await tx.delete(deskInvitations).where(or(lt(deskInvitations.expiresAt, now), theirs));
      await tx
        .insert(deskInvitations)
        .values({ tokenHash: hashOf(token), accountId, expiresAt: new Date(now.getTime() + LASTS_MS) });
    });
    return token;
  }

  /** @returns null for a link that serves no longer, or never did */
  async find(token: string): Promise<Invited | null> {
    const [row] = await this.db
      .select({ login: deskAccounts.login, name: deskAccounts.name })
      .from(deskInvitations)
      .leftJoin(deskAccounts, eq(deskAccounts.id, deskInvitations.accountId))
      .where(this.serves(token));
    if (row === undefined) return null;
    return row.login === null || row.name === null
      ? { kind: 'first' }
      : { kind: 'account', login: row.login, name: row.name };
  }

  /** Spends the link. @param first of the first administrator, where the link is theirs @returns the account's id */
  take(
    token: string,
    passwordHash: string,
    first: { readonly login: string; readonly name: string },
  ): Promise<Result<string, InvitationRefusal>> {
    return this.db.transaction(async (tx) => {
      const [row] = await tx.delete(deskInvitations).where(this.serves(token)).returning();
      if (row === undefined) return refused('spent');
      if (row.accountId !== null) {
        await this.accounts.setPassword(row.accountId, passwordHash, null, tx);
        return ok(row.accountId);
      }
      const id = await this.accounts.create({ ...first, role: 'administrator', passwordHash }, tx);
      if (id === null) {
        await tx.insert(deskInvitations).values(row);
        return refused('login-taken');
      }
      // The other links of the first run have served their end.
      await tx.delete(deskInvitations).where(isNull(deskInvitations.accountId));
      return ok(id);
    });
  }

  private serves(token: string) {
    return and(eq(deskInvitations.tokenHash, hashOf(token)), gt(deskInvitations.expiresAt, this.clock.now()));
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
