import { shareEvenly } from '../../../src/domain/desk/share-evenly';

describe('items shared among colleagues', () => {
  it('levels what each of them has', () => {
    const given = shareEvenly(
      ['1', '2', '3', '4', '5'],
      [
        { id: 'a', load: 3 },
        { id: 'b', load: 0 },
        { id: 'c', load: 1 },
      ],
    );
    expect([...given.values()]).toEqual(['b', 'b', 'c', 'b', 'c']);
  });

  it('gives as many to each, or one more, and nothing where there is nobody', () => {
    const items = Array.from({ length: 100 }, (_, index) => String(index));
    const given = [
      ...shareEvenly(items, [
        { id: 'a', load: 7 },
        { id: 'b', load: 7 },
        { id: 'c', load: 7 },
      ]).values(),
    ];
    expect(['a', 'b', 'c'].map((id) => given.filter((one) => one === id).length)).toEqual([34, 33, 33]);
    expect(shareEvenly(items, []).size).toBe(0);
  });
});
