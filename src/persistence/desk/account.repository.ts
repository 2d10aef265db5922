import { and, asc, eq, isNotNull, or, sql } from 'drizzle-orm';
import type { DeskRole } from '../../domain/desk/desk-roles';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import type { FieldEncryption } from '../../platform/keys/field-encryption';
import type { Database, Session } from '../database';
import { sealContext } from '../seal';
import { deskAccounts, deskSessions } from '../tables/desk.tables';

/** An account as lists show it: nothing by which one gets in. */
export interface DeskAccount {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: DeskRole;
  /** Null for none. */
  readonly team: string | null;
  readonly disabled: boolean;
  /** Has its owner chosen a password yet, or come by the identity provider? */
  readonly ready: boolean;
  /** Comes in by the identity provider, whose word gives name and role. */
  readonly provided: boolean;
  readonly hasTotp: boolean;
  readonly signedInAt: Date | null;
}

/** What a sign-in is judged by. */
export interface Credentials extends DeskAccount {
  readonly passwordHash: string | null;
  readonly totpSecret: string | null;
  readonly totpStep: number | null;
  readonly recovery: readonly string[];
  readonly lockedUntil: Date | null;
}

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly role: DeskRole;
  readonly passwordHash: string | null;
}

export interface AccountChanges {
  readonly role?: DeskRole;
  readonly disabled?: boolean;
  readonly team?: string | null;
}

type Row = typeof deskAccounts.$inferSelect;

/** The desk's local accounts. */
export class AccountRepository {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @returns its id; null where the login is taken */
  async create({ login, ...rest }: NewAccount, session: Session = this.db): Promise<string | null> {
    const now = this.clock.now();
    const id = this.ids.next(now);
    const made = await session
      .insert(deskAccounts)
      .values({ id, login: login.toLowerCase(), ...rest, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: deskAccounts.id });
    return made[0]?.id ?? null;
  }

  async list(): Promise<DeskAccount[]> {
    return (await this.db.select().from(deskAccounts).orderBy(asc(deskAccounts.login))).map(shown);
  }

  async find(id: string): Promise<DeskAccount | null> {
    const [row] = await this.db.select().from(deskAccounts).where(eq(deskAccounts.id, id));
    return row === undefined ? null : shown(row);
  }

  /** Is there an administrator who can get in? */
  async hasAdministrator(): Promise<boolean> {
    return (await this.countAdministrators()) > 0;
  }

  async countAdministrators(): Promise<number> {
    const { role, disabled } = deskAccounts;
    const [row] = await this.db
      .select({ count: sql<number>`count(*)::int` })
      .from(deskAccounts)
      .where(and(eq(role, 'administrator'), eq(disabled, false), isReady));
    return row?.count ?? 0;
  }

  async credentialsOf(by: { readonly login: string } | { readonly id: string }): Promise<Credentials | null> {
    const which = 'id' in by ? eq(deskAccounts.id, by.id) : eq(deskAccounts.login, by.login.toLowerCase());
    const [row] = await this.db.select().from(deskAccounts).where(which);
    if (row === undefined) return null;
    const { passwordHash, totp, totpStep, recovery, lockedUntil } = row;
    const totpSecret = totp && this.encryption.unseal<string>(totp, sealContext.deskTotp(row.id));
    return { ...shown(row), passwordHash, totpSecret, totpStep, recovery, lockedUntil };
  }

  /** A try that failed; the one that makes `most` locks the account until then. */
  async noteFailure(id: string, most: number, lockedUntil: Date): Promise<void> {
    const failures = sql`${deskAccounts.failures} + 1`;
    await this.db
      .update(deskAccounts)
      .set({
        failures: sql`case when ${failures} >= ${most} then 0 else ${failures} end`,
        lockedUntil: sql`case when ${failures} >= ${most} then ${lockedUntil.toISOString()}::timestamptz else ${deskAccounts.lockedUntil} end`,
      })
      .where(eq(deskAccounts.id, id));
  }

  /**
   * A sign-in that succeeds, by a code or none.
   * @returns false where this code has served in the meantime: nobody gets in twice by one code
   */
  async noteSuccess(
    id: string,
    used: { readonly step: number } | { readonly recovery: string } | null,
  ): Promise<boolean> {
    const unused =
      used === null
        ? undefined
        : 'step' in used
          ? sql`coalesce(${deskAccounts.totpStep}, -1) < ${used.step}`
          : sql`${deskAccounts.recovery} ? ${used.recovery}`;
    const rows = await this.db
      .update(deskAccounts)
      .set({
        failures: 0,
        lockedUntil: null,
        signedInAt: this.clock.now(),
        ...(used !== null && 'step' in used ? { totpStep: used.step } : {}),
        ...(used !== null && 'recovery' in used
          ? { recovery: sql`${deskAccounts.recovery} - ${used.recovery}::text` }
          : {}),
      })
      .where(and(eq(deskAccounts.id, id), eq(deskAccounts.disabled, false), unused))
      .returning({ id: deskAccounts.id });
    return rows.length === 1;
  }

  /** Ends the account's sessions too, but for `except`. */
  async setPassword(
    id: string,
    passwordHash: string,
    except: Buffer | null,
    session: Session = this.db,
  ): Promise<void> {
    await session
      .update(deskAccounts)
      .set({ passwordHash, failures: 0, lockedUntil: null })
      .where(eq(deskAccounts.id, id));
    await session
      .delete(deskSessions)
      .where(
        and(eq(deskSessions.accountId, id), except === null ? undefined : sql`${deskSessions.tokenHash} <> ${except}`),
      );
  }

  /** @param secret base32; null takes the codes away */
  async setTotp(id: string, secret: string | null, recovery: readonly string[], step: number | null): Promise<void> {
    const totp = secret === null ? null : this.encryption.seal(secret, sealContext.deskTotp(id));
    await this.db.update(deskAccounts).set({ totp, recovery, totpStep: step }).where(eq(deskAccounts.id, id));
  }

  /** Who may no longer get in is out at once. @returns false where no administrator would be left: nothing is changed */
  async change(id: string, changed: AccountChanges): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const administrators = await tx
        .select({ id: deskAccounts.id })
        .from(deskAccounts)
        .where(and(eq(deskAccounts.role, 'administrator'), eq(deskAccounts.disabled, false), isReady))
        .for('update');
      const leaves = (changed.role ?? 'administrator') !== 'administrator' || changed.disabled === true;
      if (leaves && administrators.every((one) => one.id === id)) return false;
      await tx.update(deskAccounts).set(changed).where(eq(deskAccounts.id, id));
      if (changed.disabled === true) await tx.delete(deskSessions).where(eq(deskSessions.accountId, id));
      return true;
    });
  }
}

/** An account that somebody can get in by. */
const isReady = or(isNotNull(deskAccounts.passwordHash), isNotNull(deskAccounts.subjectHash));

function shown({
  id,
  login,
  name,
  role,
  team,
  disabled,
  passwordHash,
  subjectHash,
  totp,
  signedInAt,
}: Row): DeskAccount {
  const provided = subjectHash !== null;
  const ready = provided || passwordHash !== null;
  return { id, login, name, role, team, disabled, ready, provided, hasTotp: totp !== null, signedInAt };
}
