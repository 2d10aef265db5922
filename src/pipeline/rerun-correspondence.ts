import { ok, type Result, refused } from '../domain/result';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { CorrespondenceRecord, StageCommit } from '../persistence/correspondence-record';
import type { LedgerRepository } from '../persistence/ledger.repository';
import type { Enqueuer } from './enqueuer';

export interface RerunRefusal {
  readonly code: 'unknown' | 'not-failed';
  readonly message: string;
}

/** Sends a failed item on from the stage it failed in: what was found before stays. */
export class RerunCorrespondence {
  constructor(
    private readonly correspondences: CorrespondenceRepository,
    private readonly ledger: LedgerRepository,
    private readonly enqueuer: Pick<Enqueuer, 'kick'>,
  ) {}

  async rerun(id: string): Promise<Result<{ readonly revision: number }, RerunRefusal>> {
    const record = await this.correspondences.load(id);
    if (record === null) return refused({ code: 'unknown', message: 'Ce courrier n’existe pas.' });
    const notFailed = { code: 'not-failed', message: 'Ce courrier n’est pas en échec : rien à relancer.' } as const;
    if (record.state !== 'failed') return refused(notFailed);
    const where = await this.whereItFailed(record);
    const commit: StageCommit = {
      ...where,
      event: 'rerun',
      detail: { from: where.state },
      reason: null,
      raiseRevision: true,
    };
    if (!(await this.correspondences.commitStage(record, commit))) return refused(notFailed);
    this.enqueuer.kick();
    return ok({ revision: record.revision + 1 });
  }

  private async whereItFailed(record: CorrespondenceRecord): Promise<Pick<StageCommit, 'state' | 'nextJob'>> {
    if (record.reading === null) return { state: 'reading', nextJob: 'read' };
    if (record.triage === null) return { state: 'triage', nextJob: 'triage' };
    const sendings = await this.ledger.of(record.id);
    if (sendings.some(({ state }) => state === 'reserved')) return { state: 'dispatching', nextJob: 'dispatch' };
    return sendings.length === 0 ? { state: 'composing', nextJob: 'compose' } : { state: 'triage', nextJob: 'triage' };
  }
}
