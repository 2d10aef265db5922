import type { DeadlineRules } from '../domain/calendar/reply-deadlines';
import type { Environment } from './environment.schema';

/** The office's delays, as the settings say them. */
export function deadlineRulesOf(environment: Environment): DeadlineRules {
  return {
    holidays: { alsaceMoselle: environment.ALSACE_MOSELLE === 'yes' },
    acknowledgeWithin: environment.ACKNOWLEDGE_WITHIN_DAYS,
    answerWithin: environment.REPLY_WITHIN_DAYS,
    urgentWithin: environment.URGENT_WITHIN_DAYS,
    warnBefore: environment.ALARM_BEFORE_DAYS,
    lateAfter: environment.ALARM_AFTER_DAYS,
  };
}
