import { BoundedLabel } from '../../../src/operations/metrics/bounded-label';
import { PacedReading } from '../../../src/operations/metrics/paced-reading';

/** Real: the pacing. Fake: the clock and what is read. */
describe('a paced reading', () => {
  let now = 0;
  const clock = () => now;
  beforeEach(() => {
    now = 0;
  });

  it('is made again when it is due, and the rarer the longer it takes', async () => {
    let reads = 0;
    const reading = new PacedReading(
      async () => {
        now += 400;
        return ++reads;
      },
      { everyMs: 1_000, share: 0.1 },
      clock,
    );
    expect(await reading.newest()).toBe(1);
    now = 3_999;
    expect(await reading.newest()).toBe(1);
    now = 4_000;
    expect(await reading.newest()).toBe(2);
  });

  it('holds nobody up: until it is there the one before is shown', async () => {
    let give: (value: string) => void = () => undefined;
    const reading = new PacedReading(
      () => new Promise<string>((resolve) => (give = resolve)),
      { everyMs: 0, share: 1 },
      clock,
    );
    expect(await reading.newest()).toBeNull();
    give('premier');
    expect(await reading.newest()).toBe('premier');
  });

  it('shows nothing after a reading that failed, and asks again when due', async () => {
    let fails = true;
    const read = () => (fails ? Promise.reject(new Error('absente')) : Promise.resolve(1));
    const reading = new PacedReading(read, { everyMs: 10, share: 1 }, clock);
    expect(await reading.newest()).toBeNull();
    fails = false;
    expect(await reading.newest()).toBeNull();
    now = 10;
    expect(await reading.newest()).toBe(1);
  });
});

describe('a bounded label', () => {
  it('keeps the first values by name and sums up the rest, and whatever is no name', () => {
    const label = new BoundedLabel(/^[a-z-]+$/, 2);
    expect(['a', 'b', 'c', 'a', '2 55 08 14'].map((value) => label.of(value))).toEqual([
      'a',
      'b',
      'autre',
      'a',
      'autre',
    ]);
  });
});
