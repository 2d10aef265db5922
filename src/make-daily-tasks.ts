import type { House } from './house';
import type { DailyTask } from './operations/housekeeping';
import { ReconcileTheDayBefore } from './operations/reconcile-the-day-before';

/** What the worker processes do once a day, in this order. */
export function makeDailyTasks({ reconciliation }: House): DailyTask[] {
  return [new ReconcileTheDayBefore(reconciliation)];
}
