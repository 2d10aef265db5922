import type { CalendarDay } from '../../domain/calendar/calendar-days';
import type { DailyOutcome } from '../../persistence/daily-task.repository';
import type { DueDeadlinesRepository } from '../../persistence/deadlines/due-deadlines.repository';
import type { DailyTask } from '../housekeeping';

/** Flags what must soon be answered, and what should have been. A day that was missed is made good by the next one. */
export class RaiseAlarms implements DailyTask {
  readonly name = 'deadlines';
  readonly everyDay = false;

  constructor(private readonly due: Pick<DueDeadlinesRepository, 'mend' | 'raiseAlarms'>) {}

  async run(day: CalendarDay, stopping: AbortSignal): Promise<DailyOutcome> {
    const sums = { mended: 0, nearing: 0, late: 0 };
    for (let mended = 1; mended > 0 && !stopping.aborted; sums.mended += mended) mended = await this.due.mend();
    for (let raised = 1; raised > 0 && !stopping.aborted; ) {
      const { nearing, late } = await this.due.raiseAlarms(day);
      raised = nearing + late;
      sums.nearing += nearing;
      sums.late += late;
    }
    return { event: 'deadlines-checked', detail: sums };
  }
}
