import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { Clock } from '../../platform/clock';
import type { FieldEncryption } from '../../platform/keys/field-encryption';
import type { Database } from '../database';
import { sealContext } from '../seal';
import { deskPending } from '../tables/desk.tables';

/** A decision that is not done yet. @typeParam Request what was decided */
export interface PendingDecision<Request> {
  readonly id: string;
  readonly request: Request;
  readonly byId: string;
  readonly byName: string;
  /** When it is done by itself; null until a colleague approves. */
  readonly dueAt: Date | null;
}

type Sealed<Request> = { readonly request: Request; readonly byName: string };

/** Decisions of agents that can still be taken back, or wait for a colleague: one an item, sealed. */
export class PendingRepository<Request extends { readonly revision: number }> {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly clock: Clock,
  ) {}

  /** @returns false where something is decided of the item already */
  async put({ id, request, byId, byName, dueAt }: PendingDecision<Request>): Promise<boolean> {
    const decision = this.encryption.seal({ request, byName } satisfies Sealed<Request>, sealContext.deskPending(id));
    const rows = await this.db
      .insert(deskPending)
      .values({ id, revision: request.revision, decision, byId, at: this.clock.now(), dueAt })
      .onConflictDoNothing()
      .returning({ id: deskPending.id });
    return rows.length === 1;
  }

  async of(id: string): Promise<PendingDecision<Request> | null> {
    const [row] = await this.db.select().from(deskPending).where(eq(deskPending.id, id));
    return row === undefined ? null : this.open(row);
  }

  /** Has one that is due done, and forgets it. Nothing is done where another process is at it, or it is gone. */
  async doOne(id: string, work: (decision: PendingDecision<Request>) => Promise<void>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const due = and(eq(deskPending.id, id), lte(deskPending.dueAt, this.clock.now()));
      const [row] = await tx.select().from(deskPending).where(due).for('update', { skipLocked: true });
      if (row === undefined) return;
      await work(this.open(row));
      await tx.delete(deskPending).where(eq(deskPending.id, id));
    });
  }

  private open({ id, byId, dueAt, decision }: typeof deskPending.$inferSelect): PendingDecision<Request> {
    const { request, byName } = this.encryption.unseal<Sealed<Request>>(decision, sealContext.deskPending(id));
    return { id, request, byId, byName, dueAt };
  }

  /** Takes it back, while it may be. @returns false where it is done, or there was none */
  async withdraw(id: string): Promise<boolean> {
    const open = or(isNull(deskPending.dueAt), gt(deskPending.dueAt, this.clock.now()));
    const rows = await this.db
      .delete(deskPending)
      .where(and(eq(deskPending.id, id), open))
      .returning({ id: deskPending.id });
    return rows.length === 1;
  }

  /** Ids of those that are to be done now, the oldest first. */
  async due(most: number): Promise<string[]> {
    const rows = await this.db
      .select({ id: deskPending.id })
      .from(deskPending)
      .where(lte(deskPending.dueAt, this.clock.now()))
      .orderBy(asc(deskPending.dueAt))
      .limit(most);
    return rows.map(({ id }) => id);
  }

  /** Forgets one that was done, or can no longer be. */
  async remove(id: string, revision: number): Promise<void> {
    await this.db.delete(deskPending).where(and(eq(deskPending.id, id), eq(deskPending.revision, revision)));
  }
}
