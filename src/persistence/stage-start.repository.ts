import { and, eq, inArray, sql } from 'drizzle-orm';
import type { CorrespondenceState } from '../domain/correspondence';
import type { CorrespondenceRecord } from './correspondence-record';
import type { Database } from './database';
import { correspondences } from './tables/correspondence.tables';

/** A start of a stage that was counted: where the row stood, and how often the stage was started with no result. */
export interface StageStart extends Pick<CorrespondenceRecord, 'id' | 'revision' | 'state' | 'heldSince'> {
  readonly starts: number;
}

/**
 * Counts each start of a stage on its row until something comes of it, so that an item which kills its process is found
 * out whatever the queue has forgotten. `commitStage` sets the count back.
 */
export class StageStartRepository {
  constructor(private readonly db: Database) {}

  /**
   * @param states in which the row waits for the stage; in another, or at another revision, nothing is counted
   * @param untried only where no start came to nothing before
   */
  async begin(
    { correspondenceId, revision }: { readonly correspondenceId: string; readonly revision: number },
    states: readonly CorrespondenceState[],
    { untried }: { readonly untried: boolean },
  ): Promise<StageStart | null> {
    const { id, revision: at, state, starts, heldSince } = correspondences;
    const [start] = await this.db
      .update(correspondences)
      .set({ starts: sql`${starts} + 1` })
      .where(
        and(
          eq(id, correspondenceId),
          eq(at, revision),
          inArray(state, [...states]),
          ...(untried ? [eq(starts, 0)] : []),
        ),
      )
      .returning({ id, revision: at, state, starts, heldSince });
    return start ?? null;
  }

  /** Takes back the count of a start that came to nothing through no fault of the item's. */
  async giveBack({ id, revision, state }: StageStart): Promise<void> {
    await this.db
      .update(correspondences)
      .set({ starts: sql`greatest(${correspondences.starts} - 1, 0)` })
      .where(and(eq(correspondences.id, id), eq(correspondences.revision, revision), eq(correspondences.state, state)));
  }
}
