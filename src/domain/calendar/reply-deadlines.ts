import { addMonths, type CalendarDay } from './calendar-days';
import type { HolidayOptions } from './public-holidays';
import { addWorkingDays } from './working-days';

/** Months of silence that make a refusal in social security (CRPA L231-4; to confirm: Code de la sécurité sociale R142-6). */
export const SILENCE_IS_REFUSAL_AFTER_MONTHS = 2;

/** Months that a person has to contest before the commission de recours amiable (to confirm: R142-1). */
export const CONTEST_WITHIN_MONTHS = 2;

/** Working days in which an electronic message is registered, then acknowledged (to confirm: CRPA R112-11-2). */
export const REGISTER_WITHIN_WORKING_DAYS = 1;
export const ACKNOWLEDGE_WITHIN_WORKING_DAYS = 10;

/** The day on which an unanswered request counts as refused: its day of receipt plus the legal silence. */
export function implicitRefusalOn(receivedOn: CalendarDay): CalendarDay {
  return addMonths(receivedOn, SILENCE_IS_REFUSAL_AFTER_MONTHS);
}

/** Last day on which the acknowledgement of an electronic message may leave. */
export function acknowledgementDueOn(receivedOn: CalendarDay, options: HolidayOptions = {}): CalendarDay {
  return addWorkingDays(receivedOn, ACKNOWLEDGE_WITHIN_WORKING_DAYS, options);
}
