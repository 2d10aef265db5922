import { sql } from 'drizzle-orm';
import { date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ChaseStep } from '../../domain/waiting/chase-steps';
import { bytes, instant } from './columns';
import { correspondences } from './correspondence.tables';

/** How long a case waited for its sender: the clock of its answer stands still meanwhile. One at most is open for a case. */
export const waits = pgTable(
  'waits',
  {
    id: uuid('id').primaryKey(),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
    /** The clock stops: what we asked for has left. */
    since: instant('since').notNull(),
    /** The clock goes on; null while it stands still. */
    until: instant('until'),
    /** Why it goes on: the journal's event (`answer-joined`, `settled-by-agent`, `closed-unanswered`). */
    endedBy: text('ended_by'),
    /** The last thing that was done about the silence, and on which day. */
    step: text('step').$type<ChaseStep>(),
    stepOn: date('step_on'),
  },
  (table) => [
    uniqueIndex('waits_open').on(table.correspondenceId).where(sql`${table.until} is null`),
    index('waits_correspondence').on(table.correspondenceId, table.since),
  ],
);

/** One-time addresses that we gave to senders. Of the token, its keyed hash alone: who has the table cannot answer. */
export const answerLinks = pgTable(
  'answer_links',
  {
    tokenHash: bytes('token_hash').primaryKey(),
    correspondenceId: uuid('correspondence_id')
      .notNull()
      .references(() => correspondences.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    /** The case was answered or closed, or another of its links was used. */
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('answer_links_correspondence').on(table.correspondenceId)],
);

/** Which item answers which case. */
export const answers = pgTable(
  'answers',
  {
    answerId: uuid('answer_id')
      .primaryKey()
      .references(() => correspondences.id),
    caseId: uuid('case_id')
      .notNull()
      .references(() => correspondences.id),
    /** `page`: by the one-time page; `reference`: by the keyed reference of our reply, wherever it stood; `bounce`: it says that our e-mail has not arrived; `agent`: attached by hand. */
    by: text('by').$type<'page' | 'reference' | 'bounce' | 'agent'>().notNull(),
    linkedAt: instant('linked_at').notNull(),
    /** When the case took it up; null where it is only linked, and an agent looks at both. */
    joinedAt: instant('joined_at'),
  },
  (table) => [index('answers_case').on(table.caseId, table.joinedAt)],
);

/** Tries at the one-time page, counted for all processes. */
export const answerAttempts = pgTable(
  'answer_attempts',
  {
    /** LookupHash of a token, of an address or of all of them together. */
    scope: bytes('scope').notNull(),
    windowStart: instant('window_start').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.windowStart] }),
    index('answer_attempts_window').on(table.windowStart),
  ],
);
