import { and, eq, isNull } from 'drizzle-orm';
import type { CorrespondenceState } from '../domain/correspondence';
import { revokeLinks } from './answer-link.repository';
import type { StageCommit } from './correspondence-record';
import type { Session } from './database';
import { waits } from './tables/waiting.tables';

/** The journal's event of a case that was closed because nobody answered: it opens again for an answer that comes late. */
export const CLOSED_UNANSWERED = 'closed-unanswered';

/** Of one whose documents have not come by their day: an agent decides, and what comes late is studied all the same. */
export const PIECES_OVERDUE = 'pieces-overdue';

/** A reminder on its way, or one that failed and is run again: we go on waiting. */
const STILL_WAITING: ReadonlySet<CorrespondenceState> = new Set(['composing', 'dispatching', 'failed']);

export interface Move {
  readonly correspondenceId: string;
  readonly from: CorrespondenceState;
  readonly to: CorrespondenceState;
  /** The revision that the row has now. */
  readonly revision: number;
  readonly event: string;
  readonly keepsWait: boolean;
  readonly chased?: StageCommit['chased'];
}

type Step = Omit<Move, 'correspondenceId' | 'event'>;

/** Does a row's step say anything of a wait? */
export function movesWait(step: Step): boolean {
  return step.chased !== undefined || step.to === 'waiting-sender' || endsWait(step);
}

/** Nothing waited before the first reply left, and what moves a row on from there raises its revision. */
function endsWait({ from, to, revision, keepsWait }: Step): boolean {
  return revision > 1 && from !== to && !keepsWait && !STILL_WAITING.has(to);
}

/**
 * Stops the clock where a row begins to wait for its sender, and lets it go on where it waits no more; one-time addresses serve
 * until then. In the transaction that moves the row.
 * @param newId of a wait that begins
 */
export async function followWait(session: Session, move: Move, newId: string, now: Date): Promise<void> {
  const { correspondenceId, to, event, chased } = move;
  const open = and(eq(waits.correspondenceId, correspondenceId), isNull(waits.until));
  if (chased !== undefined) await session.update(waits).set({ step: chased.step, stepOn: chased.on }).where(open);
  if (to === 'waiting-sender') {
    // A reminder left: it waits since we first asked.
    await session.insert(waits).values({ id: newId, correspondenceId, since: now }).onConflictDoNothing();
    return;
  }
  if (!endsWait(move)) return;
  await session
    .update(waits)
    .set({ until: now, endedBy: event, ...(event === CLOSED_UNANSWERED ? { step: 'close' as const } : {}) })
    .where(open);
  await revokeLinks(session, correspondenceId, now);
}
