import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { DeskRole } from '../../domain/desk/desk-roles';
import type { WatchedAct } from '../../domain/desk/usual-volume';
import { apiKeys } from './access.tables';
import { bytes, instant } from './columns';
import { correspondences } from './correspondence.tables';

/** People who work at the desk. */
export const deskAccounts = pgTable('desk_accounts', {
  id: uuid('id').primaryKey(),
  /** Lower case. */
  login: text('login').notNull().unique(),
  name: text('name').notNull(),
  role: text('role').$type<DeskRole>().notNull(),
  /** Name of the team whose colleagues stand in for each other; null for none. */
  team: text('team'),
  /** argon2id with its salt and costs; null until the invited person has chosen one. */
  passwordHash: text('password_hash'),
  /** Sealed: the secret of the one-time codes; null where they are not used. */
  totp: bytes('totp'),
  /** The last step whose code served: none serves twice. */
  totpStep: integer('totp_step'),
  /** SHA-256 of the recovery codes that are left, in hex. */
  recovery: jsonb('recovery').$type<readonly string[]>().notNull().default([]),
  failures: integer('failures').notNull().default(0),
  lockedUntil: instant('locked_until'),
  disabled: boolean('disabled').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  signedInAt: instant('signed_in_at'),
  /** LookupHash of issuer and subject: who comes in by an identity provider, whose word gives the role. Null for a local account. */
  subjectHash: bytes('subject_hash').unique(),
});

/** Who is signed in, by the hash of what the cookie holds: of an account, or of an API key. */
export const deskSessions = pgTable(
  'desk_sessions',
  {
    tokenHash: bytes('token_hash').primaryKey(),
    accountId: uuid('account_id').references(() => deskAccounts.id),
    keyId: uuid('key_id').references(() => apiKeys.id),
    openedAt: instant('opened_at').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [index('desk_sessions_account').on(table.accountId), index('desk_sessions_seen').on(table.seenAt)],
);

/** One-time links by which a password is chosen; without an account, by which the first administrator is made. */
export const deskInvitations = pgTable('desk_invitations', {
  tokenHash: bytes('token_hash').primaryKey(),
  accountId: uuid('account_id').references(() => deskAccounts.id),
  expiresAt: instant('expires_at').notNull(),
});

/** How often an account or key did what is watched, by the hour: see DeskJournal. Kept for a month. */
export const deskVolumes = pgTable(
  'desk_volumes',
  {
    byId: uuid('by_id').notNull(),
    act: text('act').$type<WatchedAct>().notNull(),
    /** Its hour's beginning. */
    hour: instant('hour').notNull(),
    count: integer('count').notNull(),
    /** When it passed what is usual; null where it did not. */
    alarmedAt: instant('alarmed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.byId, table.act, table.hour] }),
    index('desk_volumes_alarmed').on(table.alarmedAt).where(sql`${table.alarmedAt} is not null`),
  ],
);

/** Who has an item open, until when. By the item. */
export const deskLocks = pgTable('desk_locks', {
  id: uuid('id')
    .primaryKey()
    .references(() => correspondences.id),
  /** Of the account or key. */
  holderId: uuid('holder_id').notNull(),
  holderName: text('holder_name').notNull(),
  until: instant('until').notNull(),
});

/** What was decided of an item and is not done yet: it can still be taken back, or waits for a colleague. By the item. */
export const deskPending = pgTable(
  'desk_pending',
  {
    id: uuid('id')
      .primaryKey()
      .references(() => correspondences.id),
    revision: integer('revision').notNull(),
    /** Sealed: what was decided, of whom and by whom. */
    decision: bytes('decision').notNull(),
    byId: uuid('by_id').notNull(),
    at: instant('at').notNull(),
    /** When it is done by itself; null until a colleague approves. */
    dueAt: instant('due_at'),
  },
  (table) => [index('desk_pending_due').on(table.dueAt)],
);
