import { decodeWindows1252 } from '../../../src/platform/windows-1252';

describe('Windows-1252', () => {
  it('gives the characters of every byte as the Encoding Standard does', () => {
    const every = Uint8Array.from({ length: 256 }, (_v, at) => at);
    const text = decodeWindows1252(every);
    expect(text).toHaveLength(256);
    expect(text.slice(0x80, 0xa0)).toBe('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ');
    expect(text.slice(0xe8, 0xeb)).toBe('èéê');
  });

  it('reads a part of a larger buffer alone', () => {
    expect(decodeWindows1252(Uint8Array.of(0x41, 0x9c, 0x42).subarray(1, 2))).toBe('œ');
  });
});
