import type { CalendarDay } from '../../domain/calendar/calendar-days';
import { ok, type Result, refused } from '../../domain/result';
import { readAnswerCode } from '../../domain/waiting/answer-code';
import type { AnswerLinkRepository } from '../../persistence/answer-link.repository';
import type { AttemptRepository } from '../../persistence/attempt.repository';
import type { Enqueuer } from '../../pipeline/enqueuer';
import { type Clock, parisDate } from '../../platform/clock';
import { intakeAnswered } from '../../platform/happenings';
import type { AnswerTokens } from '../../platform/keys/answer-tokens';
import type { LookupHash } from '../../platform/keys/field-encryption';
import { ANSWER_LIMITS } from './answer-limits';
import { type AnswerFaults, type AnswerForm, readAnswerForm, readingOfAnswer } from './read-answer-form';

export type AnswerRefusal =
  | { readonly kind: 'form'; readonly faults: AnswerFaults }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number };

interface Parts {
  readonly links: AnswerLinkRepository;
  readonly attempts: AttemptRepository;
  readonly tokens: AnswerTokens;
  readonly hash: LookupHash;
  readonly enqueuer: Pick<Enqueuer, 'kick'>;
  readonly clock: Clock;
}

/**
 * Takes what a sender typed on the one-time page. What comes back is the same whether the link is known, used, too old or
 * invented: it tells nothing of any case, and nothing is kept of what was typed under a link that does not serve.
 */
export class TakeAnswer {
  constructor(private readonly parts: Parts) {}

  async take(typedCode: string, address: string, form: AnswerForm): Promise<Result<null, AnswerRefusal>> {
    const { links, tokens, enqueuer, clock } = this.parts;
    const now = clock.now();
    const wait = await this.countTry(typedCode, address, now);
    if (wait > 0) intakeAnswered.tell({ way: 'page', answer: 'deferred' });
    if (wait > 0) return refused({ kind: 'too-many', retryAfterSeconds: Math.ceil(wait / 1_000) });
    const answer = readAnswerForm(form, parisDate(now) as CalendarDay);
    if (!answer.ok) return refused({ kind: 'form', faults: answer.error });
    const code = readAnswerCode(typedCode);
    const taken = code === null ? null : await links.take(tokens.hashOf(code), readingOfAnswer(answer.value, now), now);
    if (taken !== null) enqueuer.kick();
    intakeAnswered.tell({ way: 'page', answer: taken === null ? 'refused' : 'accepted' });
    return ok(null);
  }

  /** The widest first: one that leaves no room is not followed by a row for yet another token. */
  private countTry(typedCode: string, address: string, now: Date): Promise<number> {
    const { attempts, hash } = this.parts;
    const { together, perAddress, perToken } = ANSWER_LIMITS;
    const token = readAnswerCode(typedCode) ?? typedCode;
    return attempts.count(
      [
        { scope: hash.of('answer-attempt', 'all'), ...together },
        { scope: hash.of('answer-attempt address', address), ...perAddress },
        { scope: hash.of('answer-attempt token', token), ...perToken },
      ],
      now,
    );
  }
}
