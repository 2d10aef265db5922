import { ok, type Result, refused } from '../domain/result';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { CorrespondenceRecord, StageCommit } from '../persistence/correspondence-record';
import type { LedgerRepository } from '../persistence/ledger.repository';
import type { Enqueuer } from './enqueuer';

export interface RerunRefusal {
  readonly code: 'unknown' | 'not-failed' | 'unreadable';
  readonly message: string;
}

/** May it be run again? What failed, and what waits for an agent because it could not be read, or was restored half done. */
export function isRerunnable({
  state,
  reading,
  triage,
}: Pick<CorrespondenceRecord, 'state' | 'reading' | 'triage'>): boolean {
  if (state !== 'needs-agent') return state === 'failed';
  return reading === null || triage === null || reading.readability !== 'read';
}

/**
 * Sends a failed item on from the stage it failed in: what was found before stays, and its chances begin anew. One that could
 * not be read, or not wholly, is read again.
 */
export class RerunCorrespondence {
  constructor(
    private readonly correspondences: CorrespondenceRepository,
    private readonly ledger: LedgerRepository,
    private readonly enqueuer: Pick<Enqueuer, 'kick'>,
  ) {}

  async rerun(id: string): Promise<Result<{ readonly revision: number }, RerunRefusal>> {
    const record = await this.correspondences.show(id);
    if (record === null) return refused({ code: 'unknown', message: 'Ce courrier n’existe pas.' });
    if (record.unreadable !== null)
      return refused({ code: 'unreadable', message: `Ce courrier ne s’ouvre pas\u00a0: ${record.unreadable}.` });
    const notFailed = {
      code: 'not-failed',
      message: 'Ce courrier n’est ni en échec ni illisible\u00a0: rien à relancer.',
    } as const;
    if (!isRerunnable(record)) return refused(notFailed);
    const where = await this.whereItStopped(record);
    const commit: StageCommit = {
      ...where,
      event: 'rerun',
      detail: { from: where.state },
      reason: null,
      raiseRevision: true,
      keepsWait: true,
    };
    if (!(await this.correspondences.commitStage(record, commit))) return refused(notFailed);
    this.enqueuer.kick();
    return ok({ revision: record.revision + 1 });
  }

  /**
   * Every failed item of an outage, in order; one that cannot be opened stops no other.
   * @param since day of receipt from which on, null for all
   * @param tell of each: run again, or not
   */
  async rerunFailed(since: string | null, tell: (id: string, done: boolean) => void): Promise<void> {
    for (const id of await this.correspondences.idsIn('failed', since)) tell(id, (await this.rerun(id)).ok);
  }

  private async whereItStopped(record: CorrespondenceRecord): Promise<Pick<StageCommit, 'state' | 'nextJob'>> {
    // What was typed on our page has no bytes to read again.
    const readAgain = record.state === 'needs-agent' && record.source !== 'page';
    if (record.reading === null || readAgain) return { state: 'reading', nextJob: 'read' };
    if (record.state === 'needs-agent') return { state: 'triage', nextJob: 'triage' };
    if (record.triage === null) return { state: 'triage', nextJob: 'triage' };
    const sendings = await this.ledger.list(record.id);
    if (sendings.some(({ state }) => state === 'reserved')) return { state: 'dispatching', nextJob: 'dispatch' };
    return sendings.length === 0 ? { state: 'composing', nextJob: 'compose' } : { state: 'triage', nextJob: 'triage' };
  }
}
