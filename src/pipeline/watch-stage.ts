import type { StageCommit } from '../persistence/correspondence-record';
import { type StageEnded, stageEnded } from '../platform/happenings';
import { withLogContext } from '../platform/log-context';
import type { Logger } from '../platform/logger';
import type { JobName, JobPayload } from './job-catalogue';

/** What an attempt came to: what it committed; `held`, it waits where it is; `dropped`, overtaken. A thrown error is a retry. */
export type Attempt = StageCommit | 'held' | 'dropped';

/** Runs an attempt at a stage under its ids, which every line logged within it carries, and tells how it ended. */
export function watchStage(
  job: JobName,
  { correspondenceId, revision }: JobPayload,
  logger: Logger,
  attempt: () => Promise<Attempt>,
): Promise<void> {
  return withLogContext({ correspondenceId, job, revision }, async () => {
    const begun = performance.now();
    const tell = (end: Pick<StageEnded, 'outcome' | 'decision'>): void => {
      const ms = Math.round(performance.now() - begun);
      stageEnded.tell({ job, ...end, seconds: ms / 1000 });
      logger.info({ outcome: end.outcome, ms }, 'étape terminée');
    };
    try {
      tell(endOf(await attempt()));
    } catch (error) {
      tell({ outcome: 'retry', decision: null });
      throw error;
    }
  });
}

function endOf(attempt: Attempt): Pick<StageEnded, 'outcome' | 'decision'> {
  if (typeof attempt === 'string') return { outcome: attempt, decision: null };
  const { event, triage } = attempt;
  if (triage === undefined) return { outcome: event, decision: null };
  const kinds = triage.classification.requests.map(({ kind }) => kind);
  return { outcome: event, decision: { action: triage.decision.action, rule: triage.decision.rule, kinds } };
}
