import { and, asc, eq, like, sql } from 'drizzle-orm';
import type { CorrespondenceState } from '../../domain/correspondence';
import type { Database, Session } from '../../persistence/database';
import { apiKeys } from '../../persistence/tables/access.tables';
import { correspondences, outbox } from '../../persistence/tables/correspondence.tables';
import { journal } from '../../persistence/tables/journal.tables';

export interface ItemStanding {
  readonly id: string;
  readonly state: CorrespondenceState;
  readonly reason: string | null;
  /** Its job is written and has not reached a queue. */
  readonly inOutbox: boolean;
  readonly events: readonly {
    readonly event: string;
    readonly at: Date;
    readonly detail: Readonly<Record<string, unknown>>;
  }[];
}

/** What a run of the self-check reads of its items, and the passing key it brings them in with. */
export class SelfCheckQuery {
  constructor(private readonly db: Database) {}

  /** Row, journal and outbox as of one moment. @param reference C-2026-004217; only items of a self-check are found */
  standing(reference: string): Promise<ItemStanding | null> {
    const sequence = Number(reference.slice(reference.lastIndexOf('-') + 1));
    return this.db.transaction((tx) => this.standingIn(tx, sequence), {
      isolationLevel: 'repeatable read',
      accessMode: 'read only',
    });
  }

  private async standingIn(tx: Session, sequence: number): Promise<ItemStanding | null> {
    const [row] = await tx
      .select({ id: correspondences.id, state: correspondences.state, reason: correspondences.reason })
      .from(correspondences)
      .where(and(eq(correspondences.sequence, sequence), eq(correspondences.source, 'self-check')));
    if (row === undefined) return null;
    const events = await tx
      .select({ event: journal.event, at: journal.at, detail: journal.detail })
      .from(journal)
      .where(eq(journal.correspondenceId, row.id))
      .orderBy(asc(journal.id));
    const waiting = await tx.select({ one: sql`1` }).from(outbox).where(eq(outbox.correspondenceId, row.id));
    return {
      ...row,
      inOutbox: waiting.length > 0,
      events: events.map((one) => ({ ...one, detail: one.detail ?? {} })),
    };
  }

  /** Takes passing keys away: this run's, and any that a killed run left. */
  async forgetKeys(name: string): Promise<void> {
    await this.db.delete(apiKeys).where(like(apiKeys.name, `${name}%`));
  }
}
