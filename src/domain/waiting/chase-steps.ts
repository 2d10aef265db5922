import { addDays, type CalendarDay } from '../calendar/calendar-days';

/** What is done about a sender who does not answer, in this order; `bounced` at once, where our e-mail has not arrived. */
export const CHASE_STEPS = ['remind', 'remind-by-post', 'bounced', 'close'] as const;
export type ChaseStep = (typeof CHASE_STEPS)[number];

/** A wait as the next step is found from it. */
export interface ChasedWait {
  /** Day on which we asked. */
  readonly askedOn: CalendarDay;
  /** The last step taken and its day; null before the first. */
  readonly step: ChaseStep | null;
  readonly stepOn: CalendarDay | null;
  /** By which way we asked: a letter by post is not followed by another way. */
  readonly channel: 'email' | 'post';
}

/**
 * The step that is due on a day, or null while the sender still has time. Each step is counted from the day of the one before,
 * so that a clock that jumps ahead takes one step, and one that goes back takes none.
 * @param patience days that a sender has after each of our letters
 */
export function dueStep(wait: ChasedWait, day: CalendarDay, patience: number): ChaseStep | null {
  const last = wait.stepOn ?? wait.askedOn;
  if (wait.step === 'close' || addDays(last, patience) > day) return null;
  if (wait.step === null) return 'remind';
  return wait.step === 'remind' && wait.channel === 'email' ? 'remind-by-post' : 'close';
}
