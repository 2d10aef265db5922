import type { ReplyOrder } from '../../domain/reply';

/** Fields whose day contradicts the day of writing: an answer asked for yesterday, a decision notified tomorrow. */
export function doubtfulDates({
  details = {},
  writtenOn,
}: Pick<ReplyOrder, 'details' | 'writtenOn'>): ReadonlySet<string> {
  const { answerBy, firstWrittenOn, notifiedOn, otherCaf } = details;
  const isPast = (day: string | undefined): boolean => day !== undefined && day < writtenOn;
  const isToCome = (day: string | undefined): boolean => day !== undefined && day > writtenOn;
  const checks: readonly (readonly [string, boolean])[] = [
    ['answer-by', isPast(answerBy)],
    ['first-written-on', isToCome(firstWrittenOn)],
    ['notified-on', isToCome(notifiedOn)],
    ['forwarded-on', isToCome(otherCaf?.forwardedOn)],
  ];
  return new Set(checks.filter(([, doubtful]) => doubtful).map(([field]) => field));
}
