import {
  ANSWER_CODE_BYTES,
  answerCodeOf,
  readAnswerCode,
  writeAnswerCode,
} from '../../../src/domain/waiting/answer-code';
import { AnswerTokens } from '../../../src/platform/keys/answer-tokens';
import { LookupHash } from '../../../src/platform/keys/field-encryption';

/** Real: the code and its keyed hash. Fake: the randomness of the first test. */
describe('a one-time code', () => {
  it('is 28 signs that nobody takes for one another, printed in groups of four and read back', () => {
    const code = answerCodeOf(Uint8Array.from({ length: ANSWER_CODE_BYTES }, (_, index) => index * 9));
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{28}$/);
    expect(writeAnswerCode(code)).toMatch(/^(?:[A-HJ-NP-Z2-9]{4}-){6}[A-HJ-NP-Z2-9]{4}$/);
    for (const written of [
      code,
      writeAnswerCode(code),
      ` ${writeAnswerCode(code).toLowerCase().replaceAll('-', ' – ')} `,
    ])
      expect(readAnswerCode(written)).toBe(code);
    expect(() => answerCodeOf(new Uint8Array(27))).toThrow(RangeError);
  });

  it.each(['', 'K7QM', 'A'.repeat(29), `${'A'.repeat(27)}0`, `${'A'.repeat(27)}é`, 'A'.repeat(10_000)])(
    'is not «%s»',
    (text) => {
      expect(readAnswerCode(text)).toBeNull();
    },
  );

  it('is never made twice, and its hash hangs on the key', () => {
    const [one, other] = [
      new AnswerTokens(new LookupHash(Buffer.alloc(32, 1))),
      new AnswerTokens(new LookupHash(Buffer.alloc(32, 2))),
    ];
    const made = one.make();
    expect(one.make().code).not.toBe(made.code);
    expect(one.hashOf(made.code)).toEqual(made.tokenHash);
    expect(other.hashOf(made.code)).not.toEqual(made.tokenHash);
  });
});
