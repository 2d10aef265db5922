import { randomBytes } from 'node:crypto';
import { ANSWER_CODE_BYTES, answerCodeOf } from '../../domain/waiting/answer-code';
import type { LookupHash } from './field-encryption';

/** Makes the one-time codes, and the hash that stands for one wherever it is kept. */
export class AnswerTokens {
  constructor(private readonly hash: LookupHash) {}

  make(): { readonly code: string; readonly tokenHash: Buffer } {
    const code = answerCodeOf(randomBytes(ANSWER_CODE_BYTES));
    return { code, tokenHash: this.hashOf(code) };
  }

  hashOf(code: string): Buffer {
    return this.hash.of('answer-token', code);
  }
}
