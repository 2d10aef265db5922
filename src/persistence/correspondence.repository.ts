import { and, asc, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { CorrespondenceState } from '../domain/correspondence';
import { taskOf } from '../domain/desk/desk-task';
import { urgencyOf } from '../domain/urgency';
import { type Clock, parisDate } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import { CannotUnseal, type FieldEncryption, type LookupHash } from '../platform/keys/field-encryption';
import type { AnswerGate } from './answers/answer-gate';
import {
  type CorrespondenceRecord,
  type DocumentRecord,
  type NewDispatch,
  type ShownCorrespondence,
  type StageCommit,
} from './correspondence-record';
import type { Database, Session } from './database';
import type { DeadlineBook } from './deadlines/deadline-book';
import type { SearchIndex } from './desk/search-index';
import { followWait } from './follow-wait';
import { insertDocuments } from './insert-documents';
import { CaseMovedOn, tieAnswer, untieAnswer } from './join-answer';
import type { JournalWriter } from './journal/journal-writer';
import { openForShow, openWhole } from './open-correspondence';
import { hashesOfTriage } from './people/person-hashes';
import type { ReceiptRepository } from './receipt.repository';
import { receiveLetters } from './receive-letters';
import { lockInOrder, regroupPages } from './regroup-pages';
import { type SealedColumn, sealContext } from './seal';
import { correspondences, documents, OPEN_STATES, outbox } from './tables/correspondence.tables';
import { journal } from './tables/journal.tables';
import { ledger } from './tables/ledger.tables';
import { answerLinks } from './tables/waiting.tables';

/** What is written down in the transaction that moves a row. */
interface Beside {
  readonly journal: JournalWriter;
  readonly deadlines: Pick<DeadlineBook, 'follow'>;
  readonly answerGate: Pick<AnswerGate, 'claim' | 'giveBack'>;
  readonly hash: Pick<LookupHash, 'of'>;
  readonly search: Pick<SearchIndex, 'follow'>;
  readonly receipts: Pick<ReceiptRepository, 'receiveWithin'>;
}

type RowAsFound = Pick<CorrespondenceRecord, 'id' | 'revision' | 'state'>;

const asFound = ({ id, revision, state }: RowAsFound) =>
  and(
    eq(correspondences.id, id),
    eq(correspondences.revision, revision),
    eq(correspondences.state, state),
    isNull(correspondences.erasedAt),
  );

/** Rows of correspondences with what belongs to them: documents, journal, outbox. Seals and unseals on the way. */
export class CorrespondenceRepository {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly beside: Beside,
  ) {}

  /** For who works on it. @throws CannotUnseal where anything of it does not open */
  async load(id: string): Promise<CorrespondenceRecord | null> {
    const [row] = await this.db.select().from(correspondences).where(eq(correspondences.id, id));
    return row === undefined ? null : openWhole(row, this.encryption);
  }

  /** For who looks at it: what does not open is left out, and said. */
  async show(id: string): Promise<ShownCorrespondence | null> {
    const [record] = await this.showAll([id]);
    return record ?? null;
  }

  /** In the order asked for, in one query; an unknown id is left out. One that does not open spoils none of the others. */
  async showAll(ids: readonly string[]): Promise<ShownCorrespondence[]> {
    if (ids.length === 0) return [];
    const rows = await this.db
      .select()
      .from(correspondences)
      .where(inArray(correspondences.id, [...ids]));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [openForShow(row, this.encryption)];
    });
  }

  /** Those that were erased are left out. */
  async documentsOf(id: string): Promise<DocumentRecord[]> {
    const rows = await this.db
      .select()
      .from(documents)
      .where(eq(documents.correspondenceId, id))
      .orderBy(asc(documents.role), asc(documents.position));
    return rows.flatMap(({ name, storeKey, ...row }) => {
      if (name === null || storeKey === null) return [];
      const { role, position, type, size, pages, malware } = row;
      const shown = this.nameOf(row.id, name, position);
      return [{ id: row.id, role, position, name: shown, type, size, pages, storeKey, malware }];
    });
  }

  async isErasedDocument(id: string, documentId: string): Promise<boolean> {
    const rows = await this.db
      .select({ id: documents.id })
      .from(documents)
      .where(and(eq(documents.correspondenceId, id), eq(documents.id, documentId), isNull(documents.storeKey)));
    return rows.length === 1;
  }

  /** A name that does not open hides no document. */
  private nameOf(id: string, name: Buffer, position: number): string {
    try {
      return this.encryption.unseal<string>(name, sealContext.documentName(id));
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      return `document ${position + 1}, nom illisible (${error.why})`;
    }
  }

  /** In the order written; `detail` is null where it was erased. */
  async journalOf(id: string) {
    return this.db
      .select({ at: journal.at, event: journal.event, revision: journal.revision, detail: journal.detail })
      .from(journal)
      .where(eq(journal.correspondenceId, id))
      .orderBy(asc(journal.id));
  }

  /**
   * Commits what a stage did, if the row still stands where the stage found it.
   * @returns false when another revision or another worker was faster: nothing was written
   */
  async commitStage(record: RowAsFound, wanted: StageCommit): Promise<boolean> {
    const now = this.clock.now();
    const committing = this.db.transaction(async (tx) => {
      const { limited, regroups } = wanted;
      if (regroups !== undefined) await lockInOrder(tx, record.id, regroups);
      if (limited === undefined) return this.write(tx, record, wanted, now);
      // Its row is locked first: what counts an answer is sure to write it.
      if (!(await this.stillStands(tx, record))) return false;
      const hold = await this.beside.answerGate.claim(tx, record.id, limited.claim, now);
      return this.write(tx, record, hold === null ? wanted : limited.otherwise(hold), now);
    });
    // The sweeper brings the answer back, and it is judged by where its case stands then.
    return committing.catch((error: unknown) => {
      if (error instanceof CaseMovedOn) return false;
      throw error;
    });
  }

  private async stillStands(tx: Session, record: RowAsFound): Promise<boolean> {
    const rows = await tx.select({ id: correspondences.id }).from(correspondences).where(asFound(record)).for('update');
    return rows.length === 1;
  }

  private async write(tx: Session, record: RowAsFound, commit: StageCommit, now: Date): Promise<boolean> {
    const revision = record.revision + (commit.raiseRevision === true ? 1 : 0);
    const seal = (column: SealedColumn, value: unknown) =>
      value === undefined
        ? {}
        : { [column]: this.encryption.seal(value, sealContext.correspondence(column, record.id)) };
    const [row] = await tx
      .update(correspondences)
      .set({
        state: commit.state,
        revision,
        updatedAt: now,
        starts: 0,
        heldSince: commit.held === true ? now : null,
        ...(commit.reason === undefined ? {} : { reason: commit.reason }),
        ...(commit.triage === undefined
          ? {}
          : {
              urgency: urgencyOf(commit.triage.classification),
              task: taskOf(commit.triage.decision),
              ...hashesOfTriage(commit.triage, this.beside.hash),
            }),
        ...seal('reading', commit.reading),
        ...seal('triage', commit.triage),
        ...seal('settlement', commit.settlement),
      })
      .where(asFound(record))
      .returning({
        id: correspondences.id,
        channel: correspondences.channel,
        source: correspondences.source,
        receivedOn: correspondences.receivedOn,
      });
    if (row === undefined) return false;
    if (commit.reading !== undefined) await this.beside.search.follow(tx, record.id, commit.reading);
    const { triage, waitsFor, overdue } = commit;
    await this.beside.deadlines.follow(
      tx,
      row,
      { from: record.state, to: commit.state, triage, waitsFor, overdue },
      parisDate(now),
    );
    if (commit.withdrawReserved === true) {
      await tx
        .update(ledger)
        .set({ state: 'withdrawn', settledAt: now })
        .where(and(eq(ledger.correspondenceId, record.id), eq(ledger.state, 'reserved')));
      await this.beside.answerGate.giveBack(tx, record.id);
    }
    if (commit.letters !== undefined && commit.letters.length > 0)
      await receiveLetters(tx, record.id, commit.letters, this.beside.receipts);
    if (commit.transmission !== undefined) await this.reserve(tx, record.id, commit.transmission, now);
    if (commit.dispatch !== undefined && (await this.reserve(tx, record.id, commit.dispatch, now)))
      await insertDocuments(tx, record.id, commit.documents ?? [], {
        encryption: this.encryption,
        ids: this.ids,
        now,
      });
    if (typeof commit.nextJob === 'string')
      await tx.insert(outbox).values({ correspondenceId: record.id, job: commit.nextJob, revision });
    const { event, detail, keepsWait = false, answers: tie, chased } = commit;
    const moved = { correspondenceId: record.id, from: record.state, to: commit.state, revision };
    const move = { ...moved, event, keepsWait, ...(chased === undefined ? {} : { chased }) };
    await followWait(tx, move, this.ids.next(now), now);
    if (commit.detaches !== undefined) await untieAnswer(tx, record.id, commit.detaches.link);
    if (commit.regroups !== undefined) await regroupPages(tx, record.id, commit.regroups, { ...this.means, now });
    if (tie !== undefined) await tieAnswer(tx, record.id, tie, { ...this.means, now });
    await this.beside.journal.write(tx, { correspondenceId: record.id, at: now, event, revision, detail });
    return true;
  }

  private get means() {
    return { encryption: this.encryption, ids: this.ids, ...this.beside };
  }

  /**
   * Rows under way that nothing has touched since `before`: their next job is put into the outbox again.
   * @param held those that wait for something outside of them, or the others
   * @returns how many, up to `most` of each state
   */
  async requeueStale(
    jobOfState: ReadonlyMap<CorrespondenceState, string>,
    before: Date,
    most: number,
    held: boolean,
  ): Promise<number> {
    let requeued = 0;
    for (const [state, job] of jobOfState) {
      const result = await this.db.execute(sql`
        with stale as (
          select c.id, c.revision from ${correspondences} c
          where c.state = ${state} and c.updated_at < ${before.toISOString()} and (c.held_since is not null) = ${held}
            and not exists (select 1 from ${outbox} o where o.correspondence_id = c.id)
          order by c.updated_at limit ${most} for update of c skip locked
        ), touched as (
          update ${correspondences} c set updated_at = ${this.clock.now().toISOString()} from stale where c.id = stale.id
        )
        insert into ${outbox} (correspondence_id, job, revision) select id, ${job}, revision from stale`);
      requeued += result.rowCount ?? 0;
    }
    return requeued;
  }

  /** By its number within all, as its reference has it. @param year of the reference */
  async idOfSequence(sequence: number, year: string): Promise<string | null> {
    const { id, receivedOn } = correspondences;
    const rows = await this.db
      .select({ id, receivedOn })
      .from(correspondences)
      .where(eq(correspondences.sequence, sequence));
    return rows.find((row) => row.receivedOn.startsWith(year))?.id ?? null;
  }

  async countByState(): Promise<Map<CorrespondenceState, number>> {
    const rows = await this.db
      .select({ state: correspondences.state, count: sql<number>`count(*)::int` })
      .from(correspondences)
      .groupBy(correspondences.state);
    return new Map(rows.map(({ state, count }) => [state, count]));
  }

  /** Newest first, of open ones the most urgent before; opened by the caller one at a time. @param skip how many stand before */
  async list(states: readonly CorrespondenceState[], most: number, skip = 0): Promise<string[]> {
    // Few are open: they can be put in order. Of all that were ever settled the newest are found by their index alone.
    const areOpen = states.every((state) => OPEN_STATES.some((open) => open === state));
    const rows = await this.db
      .select({ id: correspondences.id })
      .from(correspondences)
      .where(inArray(correspondences.state, [...states]))
      .orderBy(...(areOpen ? [desc(correspondences.urgency)] : []), desc(correspondences.sequence))
      .limit(most)
      .offset(skip);
    return rows.map(({ id }) => id);
  }

  /** Those in a state that came in on that day or later, oldest first. @param since YYYY-MM-DD, null for all */
  async idsIn(state: CorrespondenceState, since: string | null): Promise<string[]> {
    const rows = await this.db
      .select({ id: correspondences.id })
      .from(correspondences)
      .where(and(eq(correspondences.state, state), since === null ? undefined : gte(correspondences.receivedOn, since)))
      .orderBy(asc(correspondences.sequence));
    return rows.map(({ id }) => id);
  }

  /**
   * Reserves a sending, or takes up again one that was withdrawn or refused.
   * @returns false where it is reserved already or has left: a replayed job changes nothing
   */
  private async reserve(tx: Session, correspondenceId: string, dispatch: NewDispatch, now: Date): Promise<boolean> {
    const { purpose, request, channel, content, templateVersion } = dispatch;
    const key = and(
      eq(ledger.correspondenceId, correspondenceId),
      eq(ledger.purpose, purpose),
      eq(ledger.request, request),
    );
    const [before] = await tx.select({ id: ledger.id, state: ledger.state }).from(ledger).where(key).for('update');
    if (before !== undefined && before.state !== 'withdrawn' && before.state !== 'refused') return false;
    const id = before?.id ?? this.ids.next(now);
    const row = {
      channel,
      state: 'reserved' as const,
      content: this.encryption.seal(content, sealContext.ledger(id)),
      templateVersion,
      reservedAt: now,
      settledAt: null,
      startedAt: null,
    };
    if (before === undefined)
      await tx.insert(ledger).values({ ...row, id, correspondenceId, purpose, request, messageId: id });
    else await tx.update(ledger).set(row).where(eq(ledger.id, id));
    if (dispatch.answerLink !== undefined)
      await tx.insert(answerLinks).values({ ...dispatch.answerLink, correspondenceId, createdAt: now });
    return true;
  }
}
