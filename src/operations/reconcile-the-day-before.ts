import { addDays, type CalendarDay } from '../domain/calendar/calendar-days';
import type { DailyOutcome } from '../persistence/daily-task.repository';
import type { DailyTask } from './housekeeping';
import type { Reconciliation, ReconciliationQuery } from './reconciliation.query';

/** Once a day, the account of the day before: what changes later is seen by asking for that day again. */
export class ReconcileTheDayBefore implements DailyTask {
  readonly name = 'reconciliation';
  readonly everyDay = true;

  constructor(private readonly reconciliation: Pick<ReconciliationQuery, 'of'>) {}

  async run(day: CalendarDay): Promise<DailyOutcome> {
    return { event: 'day-reconciled', detail: flatten(await this.reconciliation.of(addDays(day, -1))) };
  }
}

/** `email.answered: 12`, `letters.posted: 3`; what is nil is left out. */
function flatten({ day, received, channels, letters }: Reconciliation): DailyOutcome['detail'] {
  const counts = channels.flatMap(({ channel, classes }) =>
    Object.entries(classes)
      .filter(([, count]) => count > 0)
      .map(([name, count]): [string, number] => [`${channel}.${name}`, count]),
  );
  const left = Object.entries(letters)
    .filter(([, count]) => count > 0)
    .map(([name, count]): [string, number] => [`letters.${name}`, count]);
  return { day, received, ...Object.fromEntries([...counts, ...left]) };
}
