import { decodeDataMatrix, encodeDataMatrix } from '../../../../src/domain/barcode/data-matrix';
import { SYMBOL_SIZES } from '../../../../src/domain/barcode/data-matrix-sizes';

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 89 + length) % 256);

describe('the Data Matrix', () => {
  it.each(SYMBOL_SIZES.map(({ side, data }) => [side, data] as const))(
    'of %i modules holds what it was given',
    (side, data) => {
      const bytes = bytesOf(data - (data > 252 ? 3 : 2));
      const modules = encodeDataMatrix(bytes);
      expect(modules).toHaveLength(side);
      expect(decodeDataMatrix(modules ?? [])).toEqual(bytes);
    },
  );

  it('refuses more than it can hold, and a symbol of which a module was changed', () => {
    expect(encodeDataMatrix(bytesOf(900))).toBeNull();
    const modules = (encodeDataMatrix(bytesOf(100)) ?? []).map((row) => [...row]);
    const row = modules[5];
    if (row) row[7] = !row[7];
    expect(decodeDataMatrix(modules)).toBeNull();
    expect(decodeDataMatrix([[true]])).toBeNull();
  });
});
