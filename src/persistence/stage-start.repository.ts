import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { CorrespondenceState } from '../domain/correspondence';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import type { CorrespondenceRecord } from './correspondence-record';
import type { Database } from './database';
import { openWhole } from './open-correspondence';
import { correspondences } from './tables/correspondence.tables';
import { WRITTEN_LATER } from './written-later';

/** A start of a stage that was counted: where the row stood, and how often the stage was started with no result. */
export interface StageStart extends Pick<CorrespondenceRecord, 'id' | 'revision' | 'state' | 'heldSince'> {
  readonly starts: number;
  /** The row as it stood. @throws CannotUnseal where anything of it does not open */
  open(): CorrespondenceRecord;
}

/**
 * Counts each start of a stage on its row until something comes of it, so that an item which kills its process is found
 * out whatever the queue has forgotten. `commitStage` sets the count back.
 */
export class StageStartRepository {
  private readonly beginning: Readonly<Record<'untried' | 'again', ReturnType<typeof beginningOf>>>;

  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
  ) {
    this.beginning = { untried: beginningOf(db, eq(correspondences.starts, 0)), again: beginningOf(db) };
  }

  /**
   * @param states in which the row waits for the stage; in another, or at another revision, nothing is counted
   * @param untried only where no start came to nothing before
   */
  async begin(
    { correspondenceId, revision }: { readonly correspondenceId: string; readonly revision: number },
    states: readonly CorrespondenceState[],
    { untried }: { readonly untried: boolean },
  ): Promise<StageStart | null> {
    const beginning = untried ? this.beginning.untried : this.beginning.again;
    const [row] = await beginning.execute({ correspondenceId, revision, states: `{${states.join(',')}}` });
    if (row === undefined) return null;
    const { heldSince } = row;
    return {
      id: row.id,
      revision: row.revision,
      state: row.state,
      starts: row.starts,
      heldSince,
      open: () => openWhole(row, this.encryption),
    };
  }

  /** Takes back the count of a start that came to nothing through no fault of the item's. */
  async giveBack({ id, revision, state }: StageStart): Promise<void> {
    await this.db
      .update(correspondences)
      .set({ starts: sql`greatest(${correspondences.starts} - 1, 0)` })
      .where(
        and(
          eq(correspondences.id, id),
          eq(correspondences.revision, revision),
          eq(correspondences.state, state),
          WRITTEN_LATER,
        ),
      );
  }
}

/** Asked for every stage, and so put together once. */
function beginningOf(db: Database, also?: SQL) {
  const { id, revision, state, starts } = correspondences;
  return db
    .update(correspondences)
    .set({ starts: sql`${starts} + 1` })
    .where(
      and(
        eq(id, sql.placeholder('correspondenceId')),
        eq(revision, sql.placeholder('revision')),
        sql`${state} = any(${sql.placeholder('states')}::text[])`,
        also,
        // A start more or less does no harm, and the commit that ends the stage writes it out with its own.
        WRITTEN_LATER,
      ),
    )
    .returning()
    .prepare(also === undefined ? 'courrier_begin_again' : 'courrier_begin');
}
