import { addDays, type CalendarDay } from '../domain/calendar/calendar-days';
import type { DailyOutcome, DailyTaskRepository } from '../persistence/daily-task.repository';
import type { Logger } from '../platform/logger';

/**
 * What is due once a day. `run` may be called again for the same day after a crash, so what it does can be taken up where it
 * stood; what it returns is journaled exactly once.
 */
export interface DailyTask {
  readonly name: string;
  /** Days on which no process ran are made good one by one; else only today is run. */
  readonly everyDay: boolean;
  /** HH:MM in Paris, from which on a day's is due; midnight without it. Missed, it is made good on the next morning. */
  readonly hour?: string;
  run(day: CalendarDay, stopping: AbortSignal): Promise<DailyOutcome>;
}

const EVERY_MS = 60_000;
/** Further back, nobody waits for the day any more. */
const MOST_DAYS_BACK = 31;

/** Runs the daily tasks that are due, each day's once over all processes. A plain timer, not a job: it outlives the queues. */
export class Housekeeping {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();

  constructor(
    private readonly tasks: readonly DailyTask[],
    private readonly done: DailyTaskRepository,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().then(() => {
        if (!this.stopping.signal.aborted) this.start();
      });
    }, EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.timer !== null) clearTimeout(this.timer);
    await this.looking;
  }

  /** Runs what is due now. A task that fails stops no other, and is due again at the next look. */
  async look(): Promise<void> {
    for (const task of this.tasks) {
      if (this.stopping.signal.aborted) return;
      try {
        if ((await this.dueDays(task)).length > 0) await this.done.exclusively(task.name, () => this.runDue(task));
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        this.logger.error(
          { err: error, task: task.name },
          'tâche du jour en échec\u00a0: nouvel essai dans une minute',
        );
      }
    }
  }

  private async runDue(task: DailyTask): Promise<void> {
    // Asked again under the lock: another process may just have done it.
    for (const day of await this.dueDays(task)) {
      const outcome = await task.run(day, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      if (await this.done.conclude(task.name, day, outcome))
        this.logger.info({ task: task.name, day, ...outcome.detail }, `tâche du jour faite\u00a0: ${outcome.event}`);
    }
  }

  private async dueDays({ name, everyDay, hour }: DailyTask): Promise<CalendarDay[]> {
    const today = await this.done.today(hour);
    if (await this.done.isDone(name, today)) return [];
    const last = everyDay ? await this.done.lastDoneBefore(name, today) : null;
    const days: CalendarDay[] = [today];
    for (
      let day = addDays(today, -1);
      last !== null && day > last && days.length < MOST_DAYS_BACK;
      day = addDays(day, -1)
    )
      days.unshift(day);
    return days;
  }
}
