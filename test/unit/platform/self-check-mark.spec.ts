import { LookupHash } from '../../../src/platform/keys/field-encryption';
import { isAddressedToSelfCheck, isSelfCheckMark, makeSelfCheckMark } from '../../../src/platform/keys/self-check-mark';

/** Real: the mark and its proof. */
describe('the mark of a self-check', () => {
  const hash = new LookupHash(Buffer.alloc(32, 1));
  const now = new Date('2026-11-23T10:00:00Z');
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const mark = makeSelfCheckMark(hash, now);

  it('is of letters alone, new each time, and known for an hour', () => {
    expect(mark).toMatch(/^essai-[a-p]{28}$/);
    expect(makeSelfCheckMark(hash, now)).not.toBe(mark);
    expect(isSelfCheckMark(hash, mark, later(59))).toBe(true);
    expect(isSelfCheckMark(hash, mark, later(61))).toBe(false);
    expect(isSelfCheckMark(hash, mark, later(-61))).toBe(false);
  });

  it('is not made without the key, nor changed, nor cut', () => {
    expect(isSelfCheckMark(new LookupHash(Buffer.alloc(32, 2)), mark, now)).toBe(false);
    const changed = mark.slice(0, -1) + (mark.endsWith('a') ? 'b' : 'a');
    for (const other of [changed, mark.slice(0, -2), `${mark}aa`, mark.toUpperCase(), 'essai-', 'essai-é', ''])
      expect(isSelfCheckMark(hash, other, now)).toBe(false);
  });

  it('is found behind the «+» of a recipient, in whatever case a server left it', () => {
    expect(isAddressedToSelfCheck(hash, ['autre@caf.invalid', `contact+${mark}@caf.invalid`], now)).toBe(true);
    expect(isAddressedToSelfCheck(hash, [`CONTACT+${mark.toUpperCase()}@CAF.INVALID`], now)).toBe(true);
    expect(isAddressedToSelfCheck(hash, [`${mark}@caf.invalid`, 'contact+essai@caf.invalid'], now)).toBe(false);
  });
});
