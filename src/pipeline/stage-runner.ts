import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { StageCommit } from '../persistence/correspondence-record';
import type { StageStart, StageStartRepository } from '../persistence/stage-start.repository';
import type { Logger } from '../platform/logger';
import type { Enqueuer } from './enqueuer';
import { JOB_NAMES, JOBS, type JobName, type JobPayload } from './job-catalogue';
import { judgeFailure } from './judge-failure';
import { OneAtATime } from './one-at-a-time';
import { commitOf, type StageHandler } from './stage';
import { type Attempt, watchStage } from './watch-stage';

interface Parts {
  readonly correspondences: CorrespondenceRepository;
  readonly starts: StageStartRepository;
  readonly enqueuer: Pick<Enqueuer, 'kick'>;
  readonly logger: Logger;
}

/** Thrown to the queue for another try. It says nothing else: the queue keeps what errors say. */
class TryAgain extends Error {
  override readonly stack = '';
}

/** Runs a stage on a row: loads it, calls the stage's function, commits what it found, and tells the next queue. */
export class StageRunner {
  private readonly handlers: ReadonlyMap<JobName, StageHandler>;
  private readonly suspects: ReadonlyMap<JobName, OneAtATime>;

  /** @throws where a job of the catalogue has no handler, or two */
  constructor(
    handlers: readonly StageHandler[],
    private readonly parts: Parts,
  ) {
    for (const name of JOB_NAMES) {
      const count = handlers.filter(({ job }) => job === name).length;
      if (count !== 1) throw new Error(`la tâche «\u00a0${name}\u00a0» a ${count} traitements, il en faut un`);
    }
    this.handlers = new Map(handlers.map((handler) => [handler.job, handler]));
    this.suspects = new Map(JOB_NAMES.map((name) => [name, new OneAtATime()]));
  }

  /**
   * @param lastTry of this job: what the surroundings hold up is then left to the sweeper's rounds
   * @throws where the queue shall try again
   */
  run(name: JobName, payload: JobPayload, lastTry: boolean): Promise<void> {
    return watchStage(name, payload, this.parts.logger, () => this.start(name, payload, lastTry));
  }

  private async start(name: JobName, payload: JobPayload, lastTry: boolean): Promise<Attempt> {
    const { starts } = this.parts;
    const { states } = JOBS[name];
    // A newer revision or a stage already done: the job comes too late, the row is the truth.
    const first = await starts.begin(payload, states, { untried: true });
    if (first !== null) return this.attempt(name, first, lastTry);
    // One of those that died together may be what kills the process: alone, it takes none of the others along again.
    return (this.suspects.get(name) as OneAtATime).run(async () => {
      const again = await starts.begin(payload, states, { untried: false });
      return again === null ? 'dropped' : this.attempt(name, again, lastTry);
    });
  }

  private async attempt(name: JobName, start: StageStart, lastTry: boolean): Promise<Attempt> {
    const { retry, title } = JOBS[name];
    if (start.starts > retry.attempts)
      return this.fail(
        name,
        start,
        `L’étape «\u00a0${title}\u00a0» s’est interrompue plusieurs fois sur ce courrier.`,
        'stopped',
      );
    try {
      return await this.handle(name, start);
    } catch (error) {
      const judged = judgeFailure(error);
      this.parts.logger.warn({ err: error, judged: judged.kind }, 'étape en échec');
      if (judged.kind === 'transient') return this.wait(name, start, lastTry);
      if (judged.kind === 'own' && start.starts < retry.attempts) throw new TryAgain('étape en échec');
      const spent = `L’étape «\u00a0${title}\u00a0» a échoué après plusieurs essais sur ce courrier.`;
      const why = judged.kind === 'final' ? judged.reason : spent;
      return this.fail(name, start, why, error instanceof Error ? error.name : 'inconnue');
    }
  }

  private async handle(name: JobName, start: StageStart): Promise<Attempt> {
    const { correspondences, starts, enqueuer } = this.parts;
    const record = start.open();
    const outcome = await (this.handlers.get(name) as StageHandler).run(record);
    const commit = commitOf(outcome, record);
    if (commit === null) {
      await starts.giveBack(start);
      return outcome.kind === 'hold' ? 'held' : 'dropped';
    }
    if (!(await correspondences.commitStage(record, commit))) {
      const mended = outcome.kind === 'finish' && (await this.mend(start, outcome.mends, commit));
      return mended ? commit : 'dropped';
    }
    if (typeof commit.nextJob === 'string' || commit.letters !== undefined) enqueuer.kick();
    return commit;
  }

  /** Another task, which could not know how this one would end, gave the item to an agent: what is known now is written over it. */
  private async mend(start: StageStart, mistaken: string | undefined, commit: StageCommit): Promise<boolean> {
    if (mistaken === undefined) return false;
    const { correspondences } = this.parts;
    const now = await correspondences.load(start.id);
    const open = now?.state === 'needs-agent' && now.revision === start.revision && now.reason === mistaken;
    return open && correspondences.commitStage(now, commit);
  }

  /** Nothing is wrong with the item: its chance is given back, and it waits for as long as it takes. */
  private async wait(name: JobName, start: StageStart, lastTry: boolean): Promise<Attempt> {
    const { starts, correspondences } = this.parts;
    if (!lastTry || start.heldSince !== null) {
      // With the database itself away this fails too: one start stays counted for an outage.
      await starts.giveBack(start).catch(() => undefined);
      if (lastTry) return 'held';
      throw new TryAgain('en attente');
    }
    const reason = `L’étape «\u00a0${JOBS[name].title}\u00a0» attend\u00a0: ce dont elle a besoin ne répond pas. Rien n’est à faire.`;
    const held: StageCommit = { state: start.state, event: 'held', detail: { job: name }, reason, held: true };
    return (await correspondences.commitStage(start, held)) ? 'held' : 'dropped';
  }

  /** @throws where it cannot be stored: the row stays under way, and the sweeper brings it back */
  private async fail(name: JobName, start: StageStart, why: string, error: string): Promise<Attempt> {
    const commit: StageCommit = {
      state: 'failed',
      event: 'failed',
      detail: { job: name, error, starts: start.starts },
      reason: `${why} Rien n’est perdu, il peut être relancé.`,
    };
    return (await this.parts.correspondences.commitStage(start, commit)) ? commit : 'dropped';
  }
}
