import fc from 'fast-check';
import { CannotUnseal, FieldEncryption, LookupHash } from '../../../src/platform/keys/field-encryption';

const key = (id: string, fill: number) => ({ id, key: Buffer.alloc(32, fill) });

describe('FieldEncryption', () => {
  it('opens what it sealed, whatever JSON it is', () => {
    const encryption = new FieldEncryption([key('a', 1)]);
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, context) => {
        // JSON has no -0.
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(encryption.unseal(encryption.seal(value, context), context)).toEqual(plain);
      }),
    );
  });

  it('does not open in another row, nor changed by one bit anywhere', () => {
    const encryption = new FieldEncryption([key('a', 1)]);
    const sealed = encryption.seal('2 55 08 14 168 025 38', 'row 1');
    expect(() => encryption.unseal(sealed, 'row 2')).toThrow(CannotUnseal);
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => encryption.unseal(changed, 'row 1')).toThrow(CannotUnseal);
    }
  });

  it('seals with the newest key and still opens what an older one sealed', () => {
    const before = new FieldEncryption([key('a', 1)]);
    const after = new FieldEncryption([key('b', 2), key('a', 1)]);
    expect(after.unseal(before.seal(1, 'c'), 'c')).toBe(1);
    expect(() => before.unseal(after.seal(1, 'c'), 'c')).toThrow('clé «\u00a0b\u00a0» absente');
  });
});

describe('LookupHash', () => {
  it('tells domains and keys apart, and is the same again', () => {
    const hash = new LookupHash(Buffer.alloc(32, 1));
    expect(hash.of('nir', '1')).toEqual(hash.of('nir', '1'));
    expect(hash.of('nir', '1')).not.toEqual(hash.of('numero', '1'));
    expect(hash.of('nir', '1')).not.toEqual(new LookupHash(Buffer.alloc(32, 2)).of('nir', '1'));
  });
});
