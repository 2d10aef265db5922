import { type ChasedWait, dueStep } from '../../../src/domain/waiting/chase-steps';

/** Real: the steps. Fake: nothing. */
const wait = (over: Partial<ChasedWait> = {}): ChasedWait => ({
  ...{ askedOn: '2026-11-01', step: null, stepOn: null, channel: 'email' },
  ...over,
});

describe('what is due about a silence', () => {
  it.each<[string, Partial<ChasedWait>, string, string | null]>([
    ['nothing in time', {}, '2026-11-15', null],
    ['a reminder', {}, '2026-11-16', 'remind'],
    ['one only, however far the clock jumps', {}, '2027-11-16', 'remind'],
    ['a letter after the e-mail', { step: 'remind', stepOn: '2026-11-16' }, '2026-12-01', 'remind-by-post'],
    ['the closing after a letter', { step: 'remind', stepOn: '2026-11-16', channel: 'post' }, '2026-12-01', 'close'],
    ['the closing', { step: 'remind-by-post', stepOn: '2026-12-01' }, '2026-12-16', 'close'],
    ['nothing on a clock that went back', { step: 'remind', stepOn: '2026-11-16' }, '2026-11-02', null],
    ['nothing after the closing', { step: 'close', stepOn: '2026-12-16' }, '2027-12-16', null],
  ])('is %s', (_, over, day, step) => {
    expect(dueStep(wait(over), day, 15)).toBe(step);
  });
});
