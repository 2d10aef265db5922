import { lt, type SQL, sql } from 'drizzle-orm';
import type { Clock } from '../../platform/clock';
import type { DocumentRecord } from '../correspondence-record';
import type { Database, Session } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import { senderAnswers } from '../tables/answer.tables';
import { correspondences, documents, outbox } from '../tables/correspondence.tables';
import { deadlines } from '../tables/deadline.tables';
import { deskLocks, deskPending } from '../tables/desk.tables';
import { letterPrints } from '../tables/double.tables';
import { failingAddresses } from '../tables/failing-mail.tables';
import { journal } from '../tables/journal.tables';
import { ledger } from '../tables/ledger.tables';
import { itemNotes, noteMentions } from '../tables/note.tables';
import { undeliverableAddresses } from '../tables/print.tables';
import { erasedFiles } from '../tables/retention.tables';
import { scanBatches } from '../tables/scan-batch.tables';
import { searchWords } from '../tables/search.tables';
import { deskAbsenceItems, deskAssignments } from '../tables/team.tables';
import { answerLinks, answers, waits } from '../tables/waiting.tables';
import type { RetentionCounts, RetentionScope } from './retention-scope';

/** Under which certificate something is erased, and by which rule. */
export interface Warrant {
  readonly certificateId: string;
  readonly rule: string;
}

const BATCH = 200;

/**
 * Erases rows, a batch a transaction. What they name is written down as a file to take away in the same transaction: a file is
 * never gone while a row still names it, and a crash leaves only files to take away.
 */
export class ErasureRepository {
  constructor(
    private readonly db: Database,
    private readonly journalWriter: JournalWriter,
    private readonly clock: Clock,
  ) {}

  /** What is due and what a freeze keeps back, by kind. */
  async countCorrespondences(scope: RetentionScope): Promise<RetentionCounts> {
    const { rows } = await this.db.execute<{ due: number; frozen: number; documents: number }>(sql`
      select count(*) filter (where c.frozen_at is null)::int as due,
        count(*) filter (where c.frozen_at is not null)::int as frozen,
        coalesce(sum(d.n) filter (where c.frozen_at is null), 0)::int as documents
      from correspondences c
      left join lateral (select count(*) as n from documents where correspondence_id = c.id and store_key is not null) d on true
      where ${inScope(scope)}`);
    const { due = 0, frozen = 0, documents: attached = 0 } = rows[0] ?? {};
    return { correspondences: due, documents: attached, frozen };
  }

  async countDocuments(scope: RetentionScope, roles: readonly DocumentRecord['role'][]): Promise<RetentionCounts> {
    const { rows } = await this.db.execute<{ due: number; frozen: number }>(sql`
      select count(*) filter (where c.frozen_at is null)::int as due,
        count(*) filter (where c.frozen_at is not null)::int as frozen
      from documents d join correspondences c on c.id = d.correspondence_id
      where d.store_key is not null and d.role = any(${list(roles)}) and ${inScope(scope)}`);
    return { documents: rows[0]?.due ?? 0, frozen: rows[0]?.frozen ?? 0 };
  }

  async countJournalDetails(scope: RetentionScope): Promise<RetentionCounts> {
    const { rows } = await this.db.execute<{ due: number }>(sql`
      select count(*)::int as due from journal j join correspondences c on c.id = j.correspondence_id
      where j.detail is not null and c.frozen_at is null and ${inScope(scope)}`);
    return { journalDetails: rows[0]?.due ?? 0 };
  }

  /** @returns how many were erased; 0 when none is left */
  eraseCorrespondences(scope: RetentionScope, warrant: Warrant): Promise<number> {
    const at = this.clock.now();
    return this.db.transaction(async (tx) => {
      const erased = await tx.execute<{ id: string; revision: number }>(sql`
        update ${correspondences} c set erased_at = ${at.toISOString()}, erased_rule = ${warrant.rule},
          certificate_id = ${warrant.certificateId}, revision = c.revision + 1, content_hash = null, envelope = null,
          scan = null, reading = null, headline = null, triage = null, settlement = null, reason = null, file_hash = null, person_hash = null
        from (
          select c.id from ${correspondences} c where c.frozen_at is null and ${inScope(scope)}
          order by c.id limit ${BATCH} for update skip locked
        ) due where c.id = due.id returning c.id, c.revision`);
      const ids = erased.rows.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await this.eraseDocumentsWhere(tx, sql`d.correspondence_id = any(${list(ids)}::uuid[])`, warrant);
      // The others keep what they looked like no longer.
      await tx.execute(sql`update ${letterPrints} set like_id = null where like_id = any(${list(ids)}::uuid[])`);
      for (const table of [deadlines, senderAnswers, letterPrints, searchWords, deskAbsenceItems])
        await tx.execute(sql`delete from ${table} where correspondence_id = any(${list(ids)}::uuid[])`);
      for (const table of [deskLocks, deskPending, deskAssignments])
        await tx.execute(sql`delete from ${table} where id = any(${list(ids)}::uuid[])`);
      await tx.execute(sql`
        delete from ${noteMentions} where note_id in (
          select id from ${itemNotes} where correspondence_id = any(${list(ids)}::uuid[]))`);
      await tx.execute(sql`delete from ${itemNotes} where correspondence_id = any(${list(ids)}::uuid[])`);
      await tx.execute(sql`delete from ${ledger} where correspondence_id = any(${list(ids)}::uuid[])`);
      for (const table of [waits, answerLinks, undeliverableAddresses, failingAddresses])
        await tx.execute(sql`delete from ${table} where correspondence_id = any(${list(ids)}::uuid[])`);
      await tx.execute(
        sql`delete from ${answers} where answer_id = any(${list(ids)}::uuid[]) or case_id = any(${list(ids)}::uuid[])`,
      );
      await tx.execute(sql`delete from ${outbox} where correspondence_id = any(${list(ids)}::uuid[])`);
      await tx.execute(
        sql`update ${journal} set detail = null, salt = null where correspondence_id = any(${list(ids)}::uuid[])`,
      );
      await this.journalWriter.write(
        tx,
        ...erased.rows.map(({ id, revision }) => ({
          correspondenceId: id,
          at,
          event: 'erased',
          revision,
          detail: { rule: warrant.rule, certificate: warrant.certificateId },
        })),
      );
      return ids.length;
    });
  }

  /** Documents alone; what was read of them stays. @returns how many were erased; 0 when none is left */
  eraseDocuments(scope: RetentionScope, roles: readonly DocumentRecord['role'][], warrant: Warrant): Promise<number> {
    return this.db.transaction(async (tx) => {
      const due = await tx.execute<{ id: string }>(sql`
        select d.id from ${documents} d join ${correspondences} c on c.id = d.correspondence_id
        where d.store_key is not null and d.role = any(${list(roles)}) and c.frozen_at is null and ${inScope(scope)}
        order by d.id limit ${BATCH} for update of d, c skip locked`);
      const ids = due.rows.map(({ id }) => id);
      if (ids.length > 0) await this.eraseDocumentsWhere(tx, sql`d.id = any(${list(ids)}::uuid[])`, warrant);
      return ids.length;
    });
  }

  /** The hash of each detail stays, so that the journal can still be verified. */
  async eraseJournalDetails(scope: RetentionScope): Promise<number> {
    const erased = await this.db.execute(sql`
      update ${journal} set detail = null, salt = null where id in (
        select j.id from ${journal} j join ${correspondences} c on c.id = j.correspondence_id
        where j.detail is not null and c.frozen_at is null and ${inScope(scope)} limit ${BATCH})`);
    return erased.rowCount ?? 0;
  }

  /** By which a scan batch is known again; the rows of its items have their own rules. @returns how many were erased */
  async eraseScanBatches(before: Date): Promise<number> {
    const gone = await this.db.delete(scanBatches).where(lt(scanBatches.receivedAt, before));
    return gone.rowCount ?? 0;
  }

  countScanBatches(before: Date): Promise<number> {
    return this.db.$count(scanBatches, lt(scanBatches.receivedAt, before));
  }

  private async eraseDocumentsWhere(tx: Session, which: SQL, { certificateId }: Warrant): Promise<void> {
    await tx.execute(sql`
      insert into ${erasedFiles} (store_key, certificate_id)
      select distinct d.store_key, ${certificateId}::uuid from ${documents} d where ${which} and d.store_key is not null
      on conflict (store_key) do update set outcome = null`);
    await tx.execute(sql`
      update ${documents} d set store_key = null, name = null, certificate_id = ${certificateId}
      where ${which} and d.store_key is not null`);
  }
}

/** Of a row `c`. */
function inScope({ states, channels, before }: RetentionScope): SQL {
  return sql`c.erased_at is null and c.state = any(${list(states)}) and c.channel = any(${list(channels)})
    and c.updated_at < ${before.toISOString()}`;
}

/** One parameter, however many values: drizzle would spread a list. */
const list = (values: readonly string[]): SQL => sql`${sql.param([...values])}`;
