import { and, eq, isNull } from 'drizzle-orm';
import type { CalendarDay } from '../domain/calendar/calendar-days';
import type { CorrespondenceState } from '../domain/correspondence';
import type { ChaseStep } from '../domain/waiting/chase-steps';
import { parisDate } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import type { Settlement } from './correspondence-record';
import type { Session } from './database';
import type { DeadlineBook } from './deadlines/deadline-book';
import { markFailing } from './failing-address.repository';
import { followWait } from './follow-wait';
import type { JournalWriter } from './journal/journal-writer';
import { sealContext } from './seal';
import { correspondences, outbox } from './tables/correspondence.tables';
import { ledger } from './tables/ledger.tables';
import { answers } from './tables/waiting.tables';
import type { AnswerLink } from './wait.repository';

/** The case that an answer brings back to work, as it was found. */
export interface CaseMove {
  readonly revision: number;
  readonly state: CorrespondenceState;
  /** What an agent had settled and still holds; null for nothing. */
  readonly settlement: Settlement | null;
  /** `triage`: it is decided again with what the answer gives; `needs-agent`: a person studies what came. */
  readonly to: 'triage' | 'needs-agent';
  /** Why it is with an agent; null in triage. */
  readonly reason: string | null;
  /** Keyed hash of the address that our e-mail came back from: nothing more goes there. */
  readonly failing?: Buffer;
  /** It goes on waiting for its sender, to whom something else is sent. */
  readonly chased?: { readonly step: ChaseStep; readonly on: CalendarDay };
}

/** The journal's event of a case whose e-mail has not arrived. */
export const SENDING_BOUNCED = 'sending-bounced';

/** How an item is tied to the case that it answers: only linked, or taken up. */
export interface AnswerCommit extends AnswerLink {
  readonly joins: CaseMove | null;
}

/** The case moved on meanwhile: the answer is to be judged anew. */
export class CaseMovedOn extends Error {}

interface Means {
  readonly encryption: FieldEncryption;
  readonly ids: IdSource;
  readonly journal: JournalWriter;
  readonly deadlines: Pick<DeadlineBook, 'follow'>;
  readonly now: Date;
}

/** Ties an answer to its case, and brings the case back to triage where it joins. @throws CaseMovedOn */
export async function tieAnswer(session: Session, answerId: string, tie: AnswerCommit, means: Means): Promise<void> {
  const { caseId, by, joins } = tie;
  // A report of delivery is no answer: it moves its case, and gives it nothing.
  const joinedAt = joins === null || by === 'bounce' ? null : means.now;
  const adding = session.insert(answers).values({ answerId, caseId, by, linkedAt: means.now, joinedAt });
  if (joins === null) {
    await adding.onConflictDoNothing();
    return;
  }
  await adding.onConflictDoUpdate({ target: answers.answerId, set: { caseId, by, joinedAt } });
  await reopenCase(session, answerId, tie, joins, means);
}

/** @param link the case that it is linked to all the same; null for none */
export async function untieAnswer(session: Session, answerId: string, link: AnswerLink | null): Promise<void> {
  const own = eq(answers.answerId, answerId);
  if (link === null) await session.delete(answers).where(own);
  else
    await session
      .update(answers)
      .set({ ...link, joinedAt: null })
      .where(own);
}

async function reopenCase(
  session: Session,
  answerId: string,
  { caseId, by }: AnswerLink,
  joins: CaseMove,
  { encryption, ids, journal, deadlines, now }: Means,
): Promise<void> {
  const revision = joins.revision + 1;
  const { to } = joins;
  const settlement =
    joins.settlement === null
      ? null
      : encryption.seal(joins.settlement, sealContext.correspondence('settlement', caseId));
  const [row] = await session
    .update(correspondences)
    .set({ state: to, revision, updatedAt: now, starts: 0, heldSince: null, reason: joins.reason, settlement })
    .where(
      and(
        eq(correspondences.id, caseId),
        eq(correspondences.revision, joins.revision),
        eq(correspondences.state, joins.state),
        isNull(correspondences.erasedAt),
      ),
    )
    .returning({
      id: correspondences.id,
      channel: correspondences.channel,
      source: correspondences.source,
      receivedOn: correspondences.receivedOn,
    });
  if (row === undefined) throw new CaseMovedOn();
  if (joins.failing !== undefined) await markFailing(session, joins.failing, caseId, now);
  await deadlines.follow(session, row, { from: joins.state, to, resumes: true }, parisDate(now));
  // A reminder that has not left need not leave.
  await session
    .update(ledger)
    .set({ state: 'withdrawn', settledAt: now })
    .where(and(eq(ledger.correspondenceId, caseId), eq(ledger.state, 'reserved')));
  const event = by === 'bounce' ? SENDING_BOUNCED : 'answer-joined';
  const { chased } = joins;
  const move = {
    correspondenceId: caseId,
    from: joins.state,
    to,
    revision,
    event,
    keepsWait: chased !== undefined,
    ...(chased === undefined ? {} : { chased }),
  };
  await followWait(session, move, ids.next(now), now);
  if (to === 'triage') await session.insert(outbox).values({ correspondenceId: caseId, job: 'triage', revision });
  await journal.write(session, {
    correspondenceId: caseId,
    at: now,
    event,
    revision,
    detail: { answer: answerId, by },
  });
}
