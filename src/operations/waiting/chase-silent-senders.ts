import type { CalendarDay } from '../../domain/calendar/calendar-days';
import { dueStep } from '../../domain/waiting/chase-steps';
import type { AttemptRepository } from '../../persistence/attempt.repository';
import type { CorrespondenceRepository } from '../../persistence/correspondence.repository';
import type { DailyOutcome } from '../../persistence/daily-task.repository';
import type { SilenceRepository, SilentCase } from '../../persistence/silence.repository';
import type { Clock } from '../../platform/clock';
import type { DailyTask } from '../housekeeping';

interface Parts {
  readonly silence: SilenceRepository;
  readonly correspondences: Pick<CorrespondenceRepository, 'commitStage'>;
  readonly attempts: Pick<AttemptRepository, 'forgetBefore'>;
  readonly clock: Clock;
  /** Days that a sender has after each of our letters. */
  readonly patienceDays: number;
}

/** Longer than the longest window in which tries at the one-time page are counted. */
const ATTEMPTS_KEPT_MS = 2 * 24 * 60 * 60 * 1000;

const DOUBTFUL =
  'L’expéditeur n’a pas répondu, mais nul ne sait si notre demande lui est parvenue\u00a0: vérifiez, puis écrivez-lui ou fermez.';

/**
 * Once a day, writes again to senders who have not answered, and closes what nobody answers. It only brings the case back to
 * triage, which decides the letter; that, the step and its day are committed together, so that each step is taken once whatever
 * is killed, runs twice or has its clock set.
 */
export class ChaseSilentSenders implements DailyTask {
  readonly name = 'silent-senders';
  readonly everyDay = false;

  constructor(private readonly parts: Parts) {}

  async run(day: CalendarDay, stopping: AbortSignal): Promise<DailyOutcome> {
    const { silence, attempts, clock, patienceDays } = this.parts;
    const counts: Record<string, number> = {};
    await silence.mend();
    let after: string | null = null;
    for (;;) {
      const batch: SilentCase[] = await silence.silent(day, patienceDays, after);
      for (const silent of batch) {
        if (stopping.aborted) break;
        const done = await this.chase(silent, day);
        if (done !== null) counts[done] = (counts[done] ?? 0) + 1;
      }
      after = batch.at(-1)?.waitId ?? null;
      if (after === null || stopping.aborted) break;
    }
    await attempts.forgetBefore(new Date(clock.now().getTime() - ATTEMPTS_KEPT_MS));
    return { event: 'silent-senders-chased', detail: { day, ...counts } };
  }

  /** @returns what was done; null where nothing was due, or the case has moved on meanwhile */
  private async chase({ id, revision, doubtful, ...wait }: SilentCase, day: CalendarDay): Promise<string | null> {
    const { correspondences, patienceDays } = this.parts;
    const row = { id, revision, state: 'waiting-sender' } as const;
    if (doubtful) {
      const detail = { doubtful: true };
      const given = {
        state: 'needs-agent',
        event: 'needs-agent',
        reason: DOUBTFUL,
        detail,
        raiseRevision: true,
      } as const;
      return (await correspondences.commitStage(row, given)) ? 'to-agent' : null;
    }
    const step = dueStep(wait, day, patienceDays);
    if (step === null) return null;
    const moved = await correspondences.commitStage(row, {
      state: 'triage',
      event: 'sender-silent',
      detail: { step, day },
      reason: null,
      raiseRevision: true,
      keepsWait: true,
      chased: { step, on: day },
      nextJob: 'triage',
    });
    return moved ? step : null;
  }
}
