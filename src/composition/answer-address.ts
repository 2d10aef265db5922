import { addDays, type CalendarDay } from '../domain/calendar/calendar-days';
import type { ReplyDetails } from '../domain/reply';
import { writeAnswerCode } from '../domain/waiting/answer-code';
import type { NewDispatch } from '../persistence/correspondence-record';
import { parisDate, startOfParisDay } from '../platform/clock';
import type { AnswerTokens } from '../platform/keys/answer-tokens';

export interface AnswerAddresses {
  readonly tokens: AnswerTokens;
  /** Where people reach us, without a slash at its end. */
  readonly publicUrl: string;
  /** For how many days an address serves, the day of the letter not counted. */
  readonly days: number;
}

export interface AnswerAddress {
  readonly shown: NonNullable<ReplyDetails['answerLink']>;
  readonly kept: NonNullable<NewDispatch['answerLink']>;
}

/** A new one-time address: what the letter shows of it, and what is kept. */
export function makeAnswerAddress({ tokens, publicUrl, days }: AnswerAddresses, now: Date): AnswerAddress {
  const { code, tokenHash } = tokens.make();
  const page = `${publicUrl}/repondre`;
  const until = addDays(parisDate(now) as CalendarDay, days);
  return {
    shown: { url: `${page}/${code}`, page, code: writeAnswerCode(code), until },
    kept: { tokenHash, expiresAt: startOfParisDay(addDays(until, 1)) },
  };
}
