import { and, eq, gt, lt, ne, or, sql } from 'drizzle-orm';
import { type BreakerLimits, type BreakerState, countAnswer, isOpen } from '../../domain/answers/mailbox-breaker';
import type { CalendarDay } from '../../domain/calendar/calendar-days';
import { type Clock, parisDate } from '../../platform/clock';
import { type AnswerClaim, type AnswerHold, referenceOf } from '../correspondence-record';
import type { Database, Session } from '../database';
import { mailboxBreakers, senderAnswers } from '../tables/answer.tables';
import { correspondences } from '../tables/correspondence.tables';
import { ledger } from '../tables/ledger.tables';

export interface AnswerLimits extends BreakerLimits {
  /** One automatic answer for each sender and kind in so long (RFC 3834 §2, RFC 5230 §4.1); 0 for no limit. */
  readonly windowMs: number;
}

export interface OpenBreaker {
  readonly mailbox: string;
  readonly answers: number;
  readonly opensUntil: Date;
}

const BREAKER_OPEN: AnswerHold = { why: 'breaker-open' };

/** Lets an automatic answer pass or not, for all workers together. */
export class AnswerGate {
  constructor(
    private readonly db: Database,
    private readonly limits: AnswerLimits,
    private readonly clock: Clock,
  ) {}

  /** What would hold it now: asked before it is composed. Nothing is written. */
  async look(correspondenceId: string, claim: AnswerClaim): Promise<AnswerHold | null> {
    const { windowMs, perHour } = this.limits;
    const now = this.clock.now();
    if (claim.mailbox !== null && perHour > 0) {
      const state = await this.breaker(this.db, claim.mailbox);
      if (state !== null && isOpen(state, now.getTime(), this.limits)) return BREAKER_OPEN;
    }
    if (claim.sender === null || windowMs === 0) return null;
    return this.answeredBefore(this.db, correspondenceId, claim.sender, claim.request, now);
  }

  /**
   * Takes the answer's place, in the transaction that reserves its sending: of two for one sender the second waits for the first's
   * end, and sees it. @returns what holds it; null where it may leave
   */
  async claim(tx: Session, correspondenceId: string, claim: AnswerClaim, now: Date): Promise<AnswerHold | null> {
    const { sender, mailbox, request } = claim;
    if (mailbox !== null && this.limits.perHour > 0 && (await this.countAtMailbox(tx, mailbox, now)))
      return BREAKER_OPEN;
    if (sender === null || this.limits.windowMs === 0) return null;
    const { senderHash, answeredAt } = senderAnswers;
    const taken = await tx
      .insert(senderAnswers)
      .values({ senderHash: sender, request, correspondenceId, answeredAt: now })
      .onConflictDoUpdate({
        target: [senderHash, senderAnswers.request],
        set: { correspondenceId, answeredAt: now },
        setWhere: sql`(${senderAnswers.correspondenceId} = ${correspondenceId} or ${this.isOutside(now)})`,
      })
      .returning({ answeredAt });
    return taken.length === 1 ? null : this.answeredBefore(tx, correspondenceId, sender, request, now);
  }

  /** Where none of its answers has left after all, the next one may. */
  async giveBack(tx: Session, correspondenceId: string): Promise<void> {
    const left = sql`exists (select 1 from ${ledger} where ${ledger.correspondenceId} = ${correspondenceId}
      and ${ledger.state} in ('transmitting', 'sent', 'perhaps-sent'))`;
    await tx.delete(senderAnswers).where(and(eq(senderAnswers.correspondenceId, correspondenceId), sql`not ${left}`));
  }

  /** Of answers longer ago than any window nothing is kept. @returns how many were forgotten */
  async forgetOld(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - this.limits.windowMs);
    const gone = await this.db.delete(senderAnswers).where(lt(senderAnswers.answeredAt, before));
    return gone.rowCount ?? 0;
  }

  async openBreakers(): Promise<OpenBreaker[]> {
    const rows = await this.db.select().from(mailboxBreakers);
    const now = this.clock.now().getTime();
    return rows.flatMap((row) =>
      row.opensUntil !== null && isOpen(stateOf(row), now, this.limits) ? [{ ...row, opensUntil: row.opensUntil }] : [],
    );
  }

  /** An operator has seen why: the answers that are held may leave. @returns how many breakers were closed */
  async close(): Promise<number> {
    const closed = await this.db
      .delete(mailboxBreakers)
      .where(sql`${mailboxBreakers.opensUntil} is not null`)
      .returning({ mailbox: mailboxBreakers.mailbox });
    return closed.length;
  }

  /** @returns whether it is held */
  private async countAtMailbox(tx: Session, mailbox: string, now: Date): Promise<boolean> {
    await tx
      .insert(mailboxBreakers)
      .values({ mailbox, hourFrom: now, answers: 0, opensUntil: null })
      .onConflictDoNothing();
    const before = await this.breaker(tx, mailbox, 'lock');
    const { state, held } = countAnswer(before, now.getTime(), this.limits);
    await tx
      .update(mailboxBreakers)
      .set({
        hourFrom: new Date(state.hourFrom),
        answers: state.answers,
        opensUntil: state.opensUntil === null ? null : new Date(state.opensUntil),
      })
      .where(eq(mailboxBreakers.mailbox, mailbox));
    return held;
  }

  private async breaker(session: Session, mailbox: string, lock?: 'lock'): Promise<BreakerState | null> {
    const query = session.select().from(mailboxBreakers).where(eq(mailboxBreakers.mailbox, mailbox));
    const [row] = await (lock === undefined ? query : query.for('update'));
    return row === undefined ? null : stateOf(row);
  }

  private async answeredBefore(
    session: Session,
    correspondenceId: string,
    sender: Buffer,
    request: string,
    now: Date,
  ): Promise<AnswerHold | null> {
    const [row] = await session
      .select({
        answeredAt: senderAnswers.answeredAt,
        receivedOn: correspondences.receivedOn,
        sequence: correspondences.sequence,
      })
      .from(senderAnswers)
      .innerJoin(correspondences, eq(correspondences.id, senderAnswers.correspondenceId))
      .where(
        and(
          eq(senderAnswers.senderHash, sender),
          eq(senderAnswers.request, request),
          ne(senderAnswers.correspondenceId, correspondenceId),
          sql`not ${this.isOutside(now)}`,
        ),
      );
    if (row === undefined) return null;
    const on: CalendarDay = parisDate(row.answeredAt);
    return { why: 'answered-already', on, reference: referenceOf(row.receivedOn, row.sequence) };
  }

  /** Of an answer: given longer ago than the window, or by a clock that has been set back since. */
  private isOutside(now: Date) {
    const { windowMs } = this.limits;
    return sql`(${or(
      lt(senderAnswers.answeredAt, new Date(now.getTime() - windowMs)),
      gt(senderAnswers.answeredAt, new Date(now.getTime() + windowMs)),
    )})`;
  }
}

function stateOf({ hourFrom, answers, opensUntil }: typeof mailboxBreakers.$inferSelect): BreakerState {
  return { hourFrom: hourFrom.getTime(), answers, opensUntil: opensUntil?.getTime() ?? null };
}
