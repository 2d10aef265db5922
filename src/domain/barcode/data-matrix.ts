import { SYMBOL_SIZES, type SymbolSize } from './data-matrix-sizes';
import { placeModules } from './place-modules';
import { checkCodewords } from './reed-solomon';

/** Rows of modules, true where dark, without the quiet zone. */
export type Modules = readonly (readonly boolean[])[];

const LATCH_BASE256 = 231;
const PAD = 129;

/**
 * Bytes as a square Data Matrix ECC 200, in base 256 (ISO/IEC 16022).
 * @returns its modules; null where the bytes are more than the largest symbol we draw holds (about 810)
 */
export function encodeDataMatrix(bytes: Uint8Array): Modules | null {
  const header = bytes.length < 250 ? [bytes.length] : [Math.floor(bytes.length / 250) + 249, bytes.length % 250];
  const length = 1 + header.length + bytes.length;
  const size = SYMBOL_SIZES.find(({ data }) => data >= length);
  if (!size) return null;
  const data = [LATCH_BASE256];
  for (const value of [...header, ...bytes]) data.push((value + pseudoRandom(data.length + 1, 255)) % 256);
  if (data.length < size.data) data.push(PAD);
  while (data.length < size.data) {
    const value = PAD + pseudoRandom(data.length + 1, 253);
    data.push(value > 254 ? value - 254 : value);
  }
  return draw([...data, ...interleavedChecks(data, size)], size);
}

/**
 * The bytes of a symbol as it was drawn, for our own files: nothing is corrected.
 * @returns null where the modules are no such symbol, or where one of them was changed
 */
export function decodeDataMatrix(modules: Modules): Uint8Array | null {
  const size = SYMBOL_SIZES.find(({ side }) => side === modules.length);
  if (!size || modules.some(({ length }) => length !== size.side)) return null;
  const codewords = new Array<number>(size.data + size.errorCorrection).fill(0);
  const n = mappingSide(size);
  placeModules(n).forEach((place, at) => {
    if (place < 0 || !modules[symbolAt(Math.floor(at / n), size)]?.[symbolAt(at % n, size)]) return;
    codewords[place >> 3] = (codewords[place >> 3] ?? 0) | (0x80 >> (place & 7));
  });
  const data = codewords.slice(0, size.data);
  const checks = interleavedChecks(data, size);
  if (checks.some((check, at) => check !== codewords[size.data + at])) return null;
  const plain = (at: number): number => ((data[at] ?? 0) - pseudoRandom(at + 1, 255) + 512) % 256;
  if (data[0] !== LATCH_BASE256) return null;
  const long = plain(1) >= 250;
  const length = long ? (plain(1) - 249) * 250 + plain(2) : plain(1);
  const start = long ? 3 : 2;
  if (start + length > data.length) return null;
  return Uint8Array.from({ length }, (_, index) => plain(start + index));
}

/** ISO/IEC 16022 §5.2.3 and §5.2.9: the numbers that keep long runs of one value apart. */
function pseudoRandom(position: number, modulus: 253 | 255): number {
  return ((149 * position) % modulus) + 1;
}

function interleavedChecks(data: readonly number[], { blocks, errorCorrection }: SymbolSize): number[] {
  const count = errorCorrection / blocks;
  const checks = Array.from({ length: blocks }, (_, block) =>
    checkCodewords(
      data.filter((_value, at) => at % blocks === block),
      count,
    ),
  );
  return Array.from({ length: errorCorrection }, (_, at) => checks[at % blocks]?.[Math.floor(at / blocks)] ?? 0);
}

function mappingSide({ side, region }: SymbolSize): number {
  return (side / (region + 2)) * region;
}

/** Row or column of the mapping matrix → of the symbol, each region having a border of one module on each side. */
function symbolAt(at: number, { region }: SymbolSize): number {
  return at + 1 + 2 * Math.floor(at / region);
}

function draw(codewords: readonly number[], size: SymbolSize): Modules {
  const { side, region } = size;
  const n = mappingSide(size);
  const places = placeModules(n);
  const pitch = region + 2;
  const modules = Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_column, column) => {
      const [r, c] = [row % pitch, column % pitch];
      // Left and bottom borders are solid, top and right ones alternate.
      return c === 0 || r === pitch - 1 || (r === 0 && c % 2 === 0) || (c === pitch - 1 && r % 2 === 1);
    }),
  );
  places.forEach((place, at) => {
    const row = modules[symbolAt(Math.floor(at / n), size)];
    const dark = place < 0 ? place === -1 : ((codewords[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0;
    if (row) row[symbolAt(at % n, size)] = dark;
  });
  return modules;
}
