import type { Environment } from './environment.schema';

/** The limits on automatic answers, as the settings say them, in milliseconds. */
export function answerLimitsOf(environment: Environment) {
  return {
    windowMs: environment.ANSWER_WINDOW * 3_600_000,
    perHour: environment.ANSWERS_PER_HOUR,
    coolDownMs: environment.ANSWERS_COOL_DOWN * 60_000,
  };
}
