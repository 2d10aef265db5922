import { type BreakerState, countAnswer, isOpen } from '../../../../src/domain/answers/mailbox-breaker';

const MINUTE = 60_000;
const LIMITS = { perHour: 3, coolDownMs: 30 * MINUTE };

/** How many of the answers at these minutes pass. */
function passing(minutes: readonly number[], state: BreakerState | null = null): boolean[] {
  let now = state;
  return minutes.map((minute) => {
    const counted = countAnswer(now, minute * MINUTE, LIMITS);
    now = counted.state;
    return !counted.held;
  });
}

describe('a mailbox’s breaker', () => {
  it('lets as many answers pass in an hour as it may, and as many in the next', () => {
    expect(passing([0, 10, 59, 60, 61, 119, 121])).toEqual(Array(7).fill(true));
  });

  it('holds the one that is too many and those that follow, until it has cooled down', () => {
    expect(passing([0, 1, 2, 3, 4, 32, 33, 34, 35])).toEqual([true, true, true, false, false, false, true, true, true]);
  });

  it('opens again when the rush goes on', () => {
    expect(passing([0, 1, 2, 3, 33, 34, 35, 36])).toEqual([true, true, true, false, true, true, true, false]);
  });

  it('is not held open, nor opened, by a clock that was set back', () => {
    const open = { hourFrom: 1_000 * MINUTE, answers: 4, opensUntil: 1_033 * MINUTE };
    expect(isOpen(open, 1_010 * MINUTE, LIMITS)).toBe(true);
    expect(isOpen(open, 5 * MINUTE, LIMITS)).toBe(false);
    expect(passing([5], open)).toEqual([true]);
    expect(passing([1, 2, 3], { hourFrom: 1_000 * MINUTE, answers: 3, opensUntil: null })).toEqual([true, true, true]);
  });
});
