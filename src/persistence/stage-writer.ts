import { and, eq } from 'drizzle-orm';
import { taskOf } from '../domain/desk/desk-task';
import { headlineOf } from '../domain/headline';
import { urgencyOf } from '../domain/urgency';
import { type Clock, parisDate } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import type { FieldEncryption, LookupHash } from '../platform/keys/field-encryption';
import type { AnswerGate } from './answers/answer-gate';
import type { CorrespondenceRecord, StageCommit } from './correspondence-record';
import type { Database, Session } from './database';
import type { DeadlineBook, FollowedStep } from './deadlines/deadline-book';
import type { SearchIndex } from './desk/search-index';
import { documentRows } from './document-rows';
import { followWait, movesWait } from './follow-wait';
import { CaseMovedOn, tieAnswer, untieAnswer } from './join-answer';
import type { JournalWriter } from './journal/journal-writer';
import { MOVED, moveRow, type RowAsFound } from './move-row';
import { hashesOfTriage } from './people/person-hashes';
import type { ReceiptRepository } from './receipt.repository';
import { receiveLetters } from './receive-letters';
import { lockInOrder, regroupPages } from './regroup-pages';
import { firstReservation, reserveSending } from './reserve-sending';
import { type SealedColumn, sealContext } from './seal';
import { ask, insertFrom, raw, type Statement, statement } from './statement';
import { type correspondences, documents, outbox } from './tables/correspondence.tables';
import { ledger } from './tables/ledger.tables';

/** A row to be moved; of one that is known whole more is told before its transaction. */
export type RowToMove = RowAsFound & Partial<Pick<CorrespondenceRecord, 'channel' | 'source' | 'receivedOn'>>;

/** What is written down together with a row that moves. */
export interface WrittenBeside {
  readonly journal: JournalWriter;
  readonly deadlines: Pick<DeadlineBook, 'foresee' | 'follow'>;
  readonly answerGate: Pick<AnswerGate, 'claim' | 'giveBack'>;
  readonly hash: Pick<LookupHash, 'of'>;
  readonly search: Pick<SearchIndex, 'wordsOf' | 'partOf'>;
  readonly receipts: Pick<ReceiptRepository, 'receiveWithin'>;
}

interface Parts extends WrittenBeside {
  readonly encryption: FieldEncryption;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** What is known of a commit before it begins. */
interface Foreseen {
  /** What it is found by; null where nothing was read. */
  readonly words: readonly string[] | null;
  /** Of its deadlines; null where only its locked row tells. */
  readonly deadlines: readonly Statement[] | null;
}

/**
 * Commits what a stage did: the row, the journal's entry, the next job and what else goes with it. What most stages do is one
 * statement, and so one round trip and one commit; the rest needs a transaction.
 */
export class StageWriter {
  constructor(
    private readonly db: Database,
    private readonly parts: Parts,
  ) {}

  /** @returns false when another revision or another worker was faster: nothing was written */
  async commit(record: RowToMove, wanted: StageCommit): Promise<boolean> {
    const now = this.parts.clock.now();
    const foreseen = await this.foresee(this.db, record, wanted, now);
    if (isOneStatement(record, wanted, foreseen))
      return (await this.move(this.db, record, wanted, foreseen, now)) !== null;
    const committing = this.db.transaction(async (tx) => {
      const { limited, regroups } = wanted;
      if (regroups !== undefined) await lockInOrder(tx, record.id, regroups);
      if (limited === undefined) return this.write(tx, record, wanted, foreseen, now);
      // Its row is locked first: what counts an answer is sure to write it.
      if (!(await stillStands(tx, record))) return false;
      const hold = await this.parts.answerGate.claim(tx, record.id, limited.claim, now);
      if (hold === null) return this.write(tx, record, wanted, foreseen, now);
      const held = limited.otherwise(hold);
      return this.write(tx, record, held, await this.foresee(tx, record, held, now), now);
    });
    // The sweeper brings the answer back, and it is judged by where its case stands then.
    return committing.catch((error: unknown) => {
      if (error instanceof CaseMovedOn) return false;
      throw error;
    });
  }

  private async foresee(session: Session, record: RowToMove, commit: StageCommit, now: Date): Promise<Foreseen> {
    const { deadlines, search } = this.parts;
    const { reading } = commit;
    const { channel, source, receivedOn } = record;
    const row =
      channel === undefined || source === undefined || receivedOn === undefined
        ? null
        : { ...record, channel, source, receivedOn };
    return {
      words: reading === undefined ? null : await search.wordsOf(session, reading),
      deadlines: row && (await deadlines.foresee(session, row, stepOf(record, commit), parisDate(now), MOVED)),
    };
  }

  /** The row, and what is written with it in its statement. @returns null where another was faster */
  private move(session: Session, record: RowAsFound, commit: StageCommit, foreseen: Foreseen, now: Date) {
    const { encryption, journal, search, ids } = this.parts;
    const { nextJob, event, detail, dispatch } = commit;
    const { id: correspondenceId } = record;
    const revision = revisionAfter(record, commit);
    const parts: [string, Statement][] = [
      ['told', journal.partOf({ correspondenceId, at: now, event, revision, detail }, MOVED)],
    ];
    if (typeof nextJob === 'string')
      parts.push(['queued', insertFrom(outbox, [{ correspondenceId, job: nextJob, revision }], MOVED)]);
    if (foreseen.words !== null) parts.push(['indexed', search.partOf(correspondenceId, foreseen.words, MOVED)]);
    for (const due of foreseen.deadlines ?? []) parts.push(['due', due]);
    if (dispatch === undefined || !reservesFirst(record, commit))
      return moveRow<{ readonly reserved?: number }>(session, record, this.valuesOf(record, commit, now), parts);
    const means = { encryption, ids, now };
    parts.push(['reserved', firstReservation(correspondenceId, dispatch, means, MOVED)]);
    const rows = documentRows(correspondenceId, commit.documents ?? [], means);
    if (rows.length > 0) parts.push(['filed', insertFrom(documents, rows, 'reserved')]);
    const told = raw(', (select count(*)::int from reserved) as reserved');
    return moveRow<{ readonly reserved?: number }>(session, record, this.valuesOf(record, commit, now), parts, told);
  }

  private valuesOf(record: RowAsFound, commit: StageCommit, now: Date): Partial<typeof correspondences.$inferInsert> {
    const { encryption, hash } = this.parts;
    const { triage } = commit;
    const seal = (column: SealedColumn, value: unknown) =>
      value === undefined ? {} : { [column]: encryption.seal(value, sealContext.correspondence(column, record.id)) };
    return {
      state: commit.state,
      revision: revisionAfter(record, commit),
      updatedAt: now,
      starts: 0,
      heldSince: commit.held === true ? now : null,
      ...(commit.reason === undefined ? {} : { reason: commit.reason }),
      ...(triage === undefined
        ? {}
        : {
            urgency: urgencyOf(triage.classification),
            task: taskOf(triage.decision),
            ...hashesOfTriage(triage, hash),
          }),
      ...seal('reading', commit.reading),
      ...seal('headline', commit.reading && headlineOf(commit.reading)),
      ...seal('triage', triage),
      ...seal('settlement', commit.settlement),
    };
  }

  private async write(
    tx: Session,
    record: RowAsFound,
    commit: StageCommit,
    foreseen: Foreseen,
    now: Date,
  ): Promise<boolean> {
    const { encryption, ids, answerGate, deadlines, receipts } = this.parts;
    const means = { encryption, ids, now };
    const { id } = record;
    const row = await this.move(tx, record, commit, foreseen, now);
    if (row === null) return false;
    if (foreseen.deadlines === null) await deadlines.follow(tx, row, stepOf(record, commit), parisDate(now));
    if (commit.withdrawReserved === true) {
      await tx
        .update(ledger)
        .set({ state: 'withdrawn', settledAt: now })
        .where(and(eq(ledger.correspondenceId, id), eq(ledger.state, 'reserved')));
      await answerGate.giveBack(tx, id);
    }
    const { letters, transmission, dispatch, answers: tie } = commit;
    if (letters !== undefined && letters.length > 0) await receiveLetters(tx, id, letters, receipts);
    if (transmission !== undefined) await reserveSending(tx, id, transmission, means);
    if (dispatch !== undefined && row.reserved !== 1 && (await reserveSending(tx, id, dispatch, means))) {
      const rows = documentRows(id, commit.documents ?? [], means);
      if (rows.length > 0) await tx.insert(documents).values(rows);
    }
    await followWait(tx, { correspondenceId: id, ...waitStepOf(record, commit) }, ids.next(now), now);
    if (commit.detaches !== undefined) await untieAnswer(tx, id, commit.detaches.link);
    if (commit.regroups !== undefined) await regroupPages(tx, id, commit.regroups, { ...this.parts, now });
    if (tie !== undefined) await tieAnswer(tx, id, tie, { ...this.parts, now });
    return true;
  }
}

const revisionAfter = ({ revision }: RowAsFound, commit: StageCommit): number =>
  revision + (commit.raiseRevision === true ? 1 : 0);

function stepOf({ state }: RowAsFound, { state: to, triage, waitsFor, overdue }: StageCommit): FollowedStep {
  return { from: state, to, triage, waitsFor, overdue };
}

function waitStepOf(record: RowAsFound, commit: StageCommit) {
  const { event, keepsWait = false, chased } = commit;
  const step = { from: record.state, to: commit.state, revision: revisionAfter(record, commit), event, keepsWait };
  return chased === undefined ? step : { ...step, chased };
}

/** Before its first reply left, nothing was reserved for it. */
function reservesFirst({ revision }: RowAsFound, { dispatch, transmission, withdrawReserved }: StageCommit): boolean {
  return (
    revision === 1 && dispatch?.answerLink === undefined && transmission === undefined && withdrawReserved !== true
  );
}

function isOneStatement(record: RowAsFound, commit: StageCommit, foreseen: Foreseen): boolean {
  const { limited, regroups, withdrawReserved, letters = [], transmission, dispatch, detaches, answers } = commit;
  const others = [limited, regroups, transmission, dispatch, detaches, answers];
  return (
    foreseen.deadlines !== null &&
    others.every((one) => one === undefined) &&
    withdrawReserved !== true &&
    letters.length === 0 &&
    !movesWait(waitStepOf(record, commit))
  );
}

async function stillStands(tx: Session, record: RowAsFound): Promise<boolean> {
  const { id, revision, state } = record;
  const rows = await ask(
    tx,
    statement`select 1 from correspondences
      where id = ${id}::uuid and revision = ${revision}::int and state = ${state} and erased_at is null for update`,
  );
  return rows.length === 1;
}
