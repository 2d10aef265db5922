import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { StageCommit } from '../persistence/correspondence-record';
import type { Logger } from '../platform/logger';
import type { Enqueuer } from './enqueuer';
import { JOB_NAMES, JOBS, type JobName, type JobPayload } from './job-catalogue';
import { commitOf, FinalFailure, type StageHandler } from './stage';
import { type Attempt, watchStage } from './watch-stage';

/** Runs a stage on a row: loads it, calls the stage's function, commits what it found, and tells the next queue. */
export class StageRunner {
  private readonly handlers: ReadonlyMap<JobName, StageHandler>;

  /** @throws where a job of the catalogue has no handler, or two */
  constructor(
    handlers: readonly StageHandler[],
    private readonly correspondences: CorrespondenceRepository,
    private readonly enqueuer: Enqueuer,
    private readonly logger: Logger,
  ) {
    for (const name of JOB_NAMES) {
      const count = handlers.filter(({ job }) => job === name).length;
      if (count !== 1) throw new Error(`la tâche « ${name} » a ${count} traitements, il en faut un`);
    }
    this.handlers = new Map(handlers.map((handler) => [handler.job, handler]));
  }

  /**
   * @param lastAttempt on the last one an error is stored as the state *failed*; before, it is thrown so that the queue retries
   */
  run(name: JobName, payload: JobPayload, lastAttempt: boolean): Promise<void> {
    return watchStage(name, payload, this.logger, () => this.attempt(name, payload, lastAttempt));
  }

  private async attempt(name: JobName, payload: JobPayload, lastAttempt: boolean): Promise<Attempt> {
    const handler = this.handlers.get(name) as StageHandler;
    const record = await this.correspondences.load(payload.correspondenceId);
    // A newer revision or a stage already done: the job comes too late, the row is the truth.
    const waiting = record !== null && (JOBS[name].states as readonly string[]).includes(record.state);
    if (!waiting || record.revision !== payload.revision) return 'late';
    try {
      const commit = commitOf(await handler.run(record), record);
      if (commit === null) return 'held';
      const written = await this.correspondences.commitStage(record, commit);
      if (written && typeof commit.nextJob === 'string') this.enqueuer.kick();
      return written ? commit : 'late';
    } catch (error) {
      this.logger.warn({ err: error }, 'étape en échec');
      if (!lastAttempt && !(error instanceof FinalFailure)) throw error;
      const failed: StageCommit = {
        state: 'failed',
        event: 'failed',
        detail: { job: name, error: error instanceof Error ? error.name : 'inconnue' },
        reason: `L’étape « ${name} » a échoué après plusieurs essais ; rien n’est perdu, elle peut être relancée.`,
      };
      return (await this.correspondences.commitStage(record, failed)) ? failed : 'late';
    }
  }
}
