import { ok, type Result, refused } from '../../domain/result';
import type { DeskJournal } from '../../persistence/desk/desk-journal';
import type { PendingDecision, PendingRepository } from '../../persistence/desk/pending.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { Clock } from '../../platform/clock';
import type { SettleCorrespondence, SettlementRequest } from '../settle-correspondence';

export interface PendingParts {
  readonly pending: PendingRepository<SettlementRequest>;
  readonly settle: Pick<SettleCorrespondence, 'settle' | 'check'>;
  readonly journal: DeskJournal;
  readonly clock: Clock;
  /** How long a decision can be taken back; 0: it is done at once. */
  readonly undoSeconds: number;
}

type Who = Pick<DeskUser, 'id' | 'name'>;

const MOST_AT_ONCE = 50;
const TAKEN = 'Une décision est déjà prise de ce courrier\u00a0: rouvrez-le.';

/**
 * What stands between an agent's decision and its doing: some seconds in which it can be taken back, or a colleague's approval.
 * It is stored, so that a restart loses none; the revision that was on the screen goes with it, so that it is done once or not at all.
 */
export class PendingDecisions {
  constructor(private readonly parts: PendingParts) {}

  of(id: string): Promise<PendingDecision<SettlementRequest> | null> {
    return this.parts.pending.of(id);
  }

  /** @param approved by a colleague first @returns whether it can still be taken back, or why it is refused, in French */
  async decide(
    id: string,
    request: SettlementRequest,
    by: Who,
    approved: boolean,
  ): Promise<Result<{ pending: boolean }, string>> {
    const { pending, settle, clock, undoSeconds, journal } = this.parts;
    if (!approved && undoSeconds === 0) {
      const done = await settle.settle(id, request, by.name);
      return done.ok ? ok({ pending: false }) : refused(done.error.message);
    }
    const fault = await settle.check(id, request);
    if (fault !== null) return refused(fault.message);
    const dueAt = approved ? null : new Date(clock.now().getTime() + undoSeconds * 1_000);
    if (!(await pending.put({ id, request, byId: by.id, byName: by.name, dueAt }))) return refused(TAKEN);
    await journal.tell(approved ? 'approval-asked' : 'decision-taken', by.id, id);
    return ok({ pending: true });
  }

  /** A second pair of eyes: never the first. */
  async approve(id: string, by: Who): Promise<Result<true, string>> {
    const { pending, settle, journal } = this.parts;
    const found = await pending.of(id);
    if (found === null || found.dueAt !== null) return refused('Rien n’est à approuver ici.');
    if (found.byId === by.id) return refused('Une autre personne que vous doit approuver cette décision.');
    const done = await settle.settle(id, found.request, `${found.byName}, approuvé par ${by.name}`);
    await pending.remove(id, found.request.revision);
    if (!done.ok) return refused(done.error.message);
    await journal.tell('decision-approved', by.id, id, { decidedBy: found.byId });
    return ok(true);
  }

  /** @returns false where it was too late */
  async withdraw(id: string, by: Who): Promise<boolean> {
    const withdrawn = await this.parts.pending.withdraw(id);
    if (withdrawn) await this.parts.journal.tell('decision-withdrawn', by.id, id);
    return withdrawn;
  }

  /** Does what can no longer be taken back, each in one process; after a crash in between, the next try finds another revision. @returns how many were due */
  async doDue(): Promise<number> {
    const { pending, settle, journal } = this.parts;
    const ids = await pending.due(MOST_AT_ONCE);
    for (const id of ids)
      await pending.doOne(id, async ({ request, byName, byId }) => {
        const done = await settle.settle(id, request, byName);
        if (!done.ok) await journal.tell('decision-refused', byId, id, { code: done.error.code });
      });
    return ids.length;
  }
}
