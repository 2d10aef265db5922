import { settleReadings } from '../../../src/reading/optical/reread-numbers';

/** What two readings of one number come to. Real: the rule. Fake: the readings. */
const seen = (text: string, confidence = 95) =>
  text.split(' ').map((word, at) => ({
    text: word,
    box: { left: at * 100, top: 10, right: at * 100 + 90, bottom: 40 },
    confidence,
  }));
const settled = (first: ReturnType<typeof seen>, second: ReturnType<typeof seen>) =>
  settleReadings(first, second).map(({ text, doubt }) => (doubt === undefined ? text : { text, doubt }));

const RIGHT = '2 69 05 49 588 157 80';

describe('two readings of a number', () => {
  it('are believed where they agree, however they are spaced', () => {
    expect(settled(seen(RIGHT), seen('269054958815780'))).toEqual(RIGHT.split(' '));
  });

  it('are not where both are hardly seen', () => {
    expect(settled(seen('269054958815780', 40), seen('269054958815780', 45))).toEqual([
      { text: '269054958815780', doubt: null },
    ]);
  });

  it('give the one whose key is right, where the other is near to it', () => {
    expect(settled(seen('2 69 05 49 538 157 80'), seen(RIGHT))).toEqual([RIGHT]);
    expect(settled(seen('Z 69 05 4? 5B8 1S7 80'), seen(RIGHT))).toEqual([RIGHT]);
  });

  it('are in doubt where the right one is far from the other, or hardly seen', () => {
    expect(settled(seen('2 69 05 49 588 157 81'), seen('1 84 12 76 451 089 46'))).toEqual([
      { text: '1 84 12 76 451 089 46', doubt: '269054958815781' },
    ]);
    expect(settled(seen('2 69 05 49 538 157 80'), seen(RIGHT, 60))).toMatchObject([{ doubt: '269054953815780' }]);
  });

  it('are in doubt where both keys are right and the numbers are not the same', () => {
    const first = seen('269054958815780');
    expect(settled(first, seen('255081416802538'))).toEqual([{ text: '269054958815780', doubt: '255081416802538' }]);
  });

  it('are in doubt where thirteen characters alone are not the same twice', () => {
    expect(settled(seen('2690549588157'), seen('2690549588167'))).toEqual([
      { text: '2690549588157', doubt: '2690549588167' },
    ]);
  });

  it('leave a right and clearly seen number of which the second reading lost a part', () => {
    expect(settled(seen('269054958815780'), seen('69054958815780'))).toEqual(['269054958815780']);
    expect(settled(seen('269054958815780', 70), seen('69054958815780'))).toMatchObject([{ doubt: expect.anything() }]);
  });
});
