import type { CalendarDay } from '../../domain/calendar/calendar-days';
import { dateInWords } from '../../domain/calendar/french-dates';
import type { CorrespondenceRepository } from '../../persistence/correspondence.repository';
import type { DailyOutcome } from '../../persistence/daily-task.repository';
import { PIECES_OVERDUE } from '../../persistence/follow-wait';
import type { SilenceRepository } from '../../persistence/silence.repository';
import type { DailyTask } from '../housekeeping';

interface Parts {
  readonly silence: Pick<SilenceRepository, 'overduePieces'>;
  readonly correspondences: Pick<CorrespondenceRepository, 'commitStage'>;
}

/**
 * Once a day, puts before an agent the cases whose documents have not come by their day, as late. The clock stands still all the
 * same: it starts when the documents come, however late.
 */
export class FlagOverduePieces implements DailyTask {
  readonly name = 'overdue-pieces';
  readonly everyDay = false;

  constructor(private readonly parts: Parts) {}

  async run(day: CalendarDay, stopping: AbortSignal): Promise<DailyOutcome> {
    const { silence, correspondences } = this.parts;
    let flagged = 0;
    for (let moved = 1; moved > 0 && !stopping.aborted; flagged += moved) {
      moved = 0;
      for (const { id, revision, answerBy } of await silence.overduePieces(day))
        if (
          await correspondences.commitStage(
            { id, revision, state: 'waiting-sender' },
            {
              state: 'needs-agent',
              event: PIECES_OVERDUE,
              detail: { answerBy },
              reason: `Les documents demandés pour le ${dateInWords(answerBy)} ne sont pas arrivés\u00a0: décidez de la suite.`,
              raiseRevision: true,
              overdue: true,
            },
          )
        )
          moved += 1;
    }
    return { event: 'overdue-pieces-flagged', detail: { day, flagged } };
  }
}
