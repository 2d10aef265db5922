import type { CalendarDay } from '../domain/calendar/calendar-days';
import type { DailyOutcome } from '../persistence/daily-task.repository';
import type { ReconcileDocuments } from './documents/reconcile-documents';
import type { DailyTask } from './housekeeping';

/** Once a day, the store held against the rows: counts only, `courrier reconcile --documents` names each. */
export class ReconcileTheStore implements DailyTask {
  readonly name = 'store-reconciliation';
  readonly everyDay = false;

  constructor(private readonly reconcile: ReconcileDocuments) {}

  async run(_day: CalendarDay, stopping: AbortSignal): Promise<DailyOutcome> {
    return { event: 'store-reconciled', detail: { ...(await this.reconcile.run(() => undefined, stopping)) } };
  }
}
