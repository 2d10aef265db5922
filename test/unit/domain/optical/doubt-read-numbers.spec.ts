import { findNirs } from '../../../../src/domain/nir/find-nirs-in-text';
import { doubtReadNumbers } from '../../../../src/domain/optical/doubt-read-numbers';

/** Numbers of a picture in doubt. Real: the search and the rule. Fake: the doubts. */
const TEXT = 'NIR : 2 69 05 49 588 157 80 et 2550814168025 38';
const judged = (...doubts: { start: number; end: number; other: string | null }[]) =>
  doubtReadNumbers(findNirs(TEXT), { page: 1, turned: 0, words: [], doubts }).map(({ nir, verdict, repairs }) => [
    nir,
    verdict,
    repairs,
  ]);

describe('numbers read from a picture', () => {
  it('are what they are where nothing is in doubt, or something beside them', () => {
    const sure = [
      ['2690549588157', 'valid', []],
      ['2550814168025', 'valid', []],
    ];
    expect(judged()).toEqual(sure);
    expect(judged({ start: 0, end: 5, other: 'x' })).toEqual(sure);
  });

  it('are never valid where two readings of them differ, or the only one is poor', () => {
    expect(judged({ start: 6, end: 9, other: '269054953815780' }, { start: 31, end: 44, other: null })).toEqual([
      ['2690549588157', 'ambiguous', ['269054958815780', '269054953815780']],
      ['2550814168025', 'ambiguous', ['255081416802538']],
    ]);
  });
});
