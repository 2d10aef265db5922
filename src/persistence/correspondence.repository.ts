import { and, asc, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { CorrespondenceState } from '../domain/correspondence';
import type { Clock } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import { CannotUnseal, type FieldEncryption } from '../platform/keys/field-encryption';
import type { CorrespondenceRecord, DocumentRecord, ShownCorrespondence, StageCommit } from './correspondence-record';
import type { Database } from './database';
import { openForShow, openWhole } from './open-correspondence';
import { sealContext } from './seal';
import { type RowToMove, StageWriter, type WrittenBeside } from './stage-writer';
import { correspondences, documents, OPEN_STATES, outbox } from './tables/correspondence.tables';
import { journal } from './tables/journal.tables';

/** Rows of correspondences with what belongs to them: documents, journal, outbox. Seals and unseals on the way. */
export class CorrespondenceRepository {
  private readonly writer: StageWriter;

  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly clock: Clock,
    ids: IdSource,
    beside: WrittenBeside,
  ) {
    this.writer = new StageWriter(db, { encryption, clock, ids, ...beside });
  }

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
      .orderBy(asc(documents.role), asc(documents.position), asc(documents.id));
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
  commitStage(record: RowToMove, wanted: StageCommit): Promise<boolean> {
    return this.writer.commit(record, wanted);
  }

  /**
   * Rows under way that nothing has touched for long: their next job is put into the outbox again.
   * @param stale for each state its job, and until when a row was last touched
   * @param held those that wait for something outside of them, or the others
   * @returns how many, up to `most` of each state
   */
  async requeueStale(
    stale: readonly { readonly state: CorrespondenceState; readonly job: string; readonly before: Date }[],
    most: number,
    held: boolean,
  ): Promise<number> {
    let requeued = 0;
    for (const { state, job, before } of stale) {
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
}
