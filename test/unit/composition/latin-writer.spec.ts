import { LatinWriter } from '../../../src/composition/pdf/latin-writer';

describe('a text built in one place', () => {
  it('is its parts one after the other, and begins anew', () => {
    const writer = new LatinWriter();
    writer.begin(40);
    for (const number of [0, 9, 10, 99, 100, 143]) writer.putSmall(number);
    writer.put('1 re\n');
    expect(writer.take()).toBe('0 9 10 99 100 143 1 re\n');
    writer.begin(4);
    writer.put('é');
    expect(writer.take()).toBe('é');
  });

  it('has room for more than ever before', () => {
    const writer = new LatinWriter();
    const long = 'a'.repeat(100_000);
    writer.begin(long.length);
    writer.put(long);
    expect(writer.take()).toBe(long);
  });
});
