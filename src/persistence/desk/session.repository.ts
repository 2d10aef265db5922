import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, lt, or } from 'drizzle-orm';
import type { DeskRole } from '../../domain/desk/desk-roles';
import type { Clock } from '../../platform/clock';
import type { Database } from '../database';
import { apiKeys } from '../tables/access.tables';
import { deskAccounts, deskSessions } from '../tables/desk.tables';

/** Who is signed in. */
export interface DeskUser {
  /** Of the account, or of the key. */
  readonly id: string;
  readonly name: string;
  readonly role: DeskRole;
  /** By an `operate` key: it has no password and no codes to change. */
  readonly byKey: boolean;
}

/** A working day, and an hour away from the desk. */
const LASTS_MS = 10 * 60 * 60 * 1000;
const IDLE_MS = 60 * 60 * 1000;
/** Its last use is written once in this while: a busy desk costs no write a page. */
const NOTED_MS = 60_000;

export const sessionHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Sessions live in the database: they outlast a restart, hold for every web process, and end at once everywhere. */
export class SessionRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns what the cookie holds, which is kept nowhere else */
  async open(of: { readonly accountId: string } | { readonly keyId: string }): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const { openedAt, seenAt } = deskSessions;
    await this.db.delete(deskSessions).where(or(lt(openedAt, ago(now, LASTS_MS)), lt(seenAt, ago(now, IDLE_MS))));
    await this.db.insert(deskSessions).values({ tokenHash: sessionHash(token), ...of, openedAt: now, seenAt: now });
    return token;
  }

  /** Asked at every page: a session ends at once when its account is disabled or its key revoked, wherever that was done. */
  async userOf(token: string): Promise<DeskUser | null> {
    const now = this.clock.now();
    const { tokenHash, openedAt, seenAt, accountId, keyId } = deskSessions;
    const [row] = await this.db
      .select({
        seenAt,
        account: { id: deskAccounts.id, name: deskAccounts.name, role: deskAccounts.role },
        disabled: deskAccounts.disabled,
        key: { id: apiKeys.id, name: apiKeys.name },
        revoked: apiKeys.revoked,
      })
      .from(deskSessions)
      .leftJoin(deskAccounts, eq(deskAccounts.id, accountId))
      .leftJoin(apiKeys, eq(apiKeys.id, keyId))
      .where(and(eq(tokenHash, sessionHash(token)), gt(openedAt, ago(now, LASTS_MS)), gt(seenAt, ago(now, IDLE_MS))));
    if (row === undefined) return null;
    if (row.seenAt < ago(now, NOTED_MS))
      await this.db
        .update(deskSessions)
        .set({ seenAt: now })
        .where(eq(tokenHash, sessionHash(token)));
    if (row.account !== null && row.disabled === false) return { ...row.account, byKey: false };
    // A key of scope `operate` does over HTTP all that a supervisor does here.
    if (row.key !== null && row.revoked === false) return { ...row.key, role: 'supervisor', byKey: true };
    return null;
  }

  async close(token: string): Promise<void> {
    await this.db.delete(deskSessions).where(eq(deskSessions.tokenHash, sessionHash(token)));
  }
}

const ago = (now: Date, ms: number): Date => new Date(now.getTime() - ms);
