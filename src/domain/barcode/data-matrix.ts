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
  const codewords = new Uint8Array(size.data + size.errorCorrection);
  codewords[0] = LATCH_BASE256;
  codewords.set(header, 1);
  codewords.set(bytes, 1 + header.length);
  for (let at = 1; at < length; at += 1) codewords[at] = ((codewords[at] ?? 0) + pseudoRandom(at + 1, 255)) % 256;
  if (length < size.data) codewords[length] = PAD;
  for (let at = length + 1; at < size.data; at += 1) {
    const value = PAD + pseudoRandom(at + 1, 253);
    codewords[at] = value > 254 ? value - 254 : value;
  }
  codewords.set(interleavedChecks(codewords.subarray(0, size.data), size), size.data);
  return draw(codewords, size);
}

/**
 * The bytes of a symbol as it was drawn, for our own files: nothing is corrected.
 * @returns null where the modules are no such symbol, or where one of them was changed
 */
export function decodeDataMatrix(modules: Modules): Uint8Array | null {
  const size = SYMBOL_SIZES.find(({ side }) => side === modules.length);
  if (!size || modules.some(({ length }) => length !== size.side)) return null;
  const codewords = new Uint8Array(size.data + size.errorCorrection);
  const n = mappingSide(size);
  placeModules(n).forEach((place, at) => {
    if (place < 0 || !modules[symbolAt(Math.floor(at / n), size)]?.[symbolAt(at % n, size)]) return;
    codewords[place >> 3] = (codewords[place >> 3] ?? 0) | (0x80 >> (place & 7));
  });
  const data = codewords.subarray(0, size.data);
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

function interleavedChecks(data: Uint8Array, { blocks, errorCorrection }: SymbolSize): Uint8Array {
  const count = errorCorrection / blocks;
  const checks = new Uint8Array(errorCorrection);
  for (let block = 0; block < blocks; block += 1) {
    const own = data.filter((_value, at) => at % blocks === block);
    checkCodewords(own, count).forEach((check, at) => {
      checks[at * blocks + block] = check;
    });
  }
  return checks;
}

function mappingSide({ side, region }: SymbolSize): number {
  return (side / (region + 2)) * region;
}

/** Row or column of the mapping matrix → of the symbol, each region having a border of one module on each side. */
function symbolAt(at: number, { region }: SymbolSize): number {
  return at + 1 + 2 * Math.floor(at / region);
}

function draw(codewords: Uint8Array, size: SymbolSize): Modules {
  const { side } = size;
  const places = placesOf(size);
  return Array.from({ length: side }, (_, row) => {
    const modules = new Array<boolean>(side);
    for (let column = 0; column < side; column += 1) {
      const place = places[row * side + column] ?? LIGHT;
      modules[column] = place < 0 ? place === DARK : ((codewords[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0;
    }
    return modules;
  });
}

/** As the mapping matrix has them. */
const DARK = -1;
const LIGHT = -2;

const symbols = new Map<number, Int32Array>();

/** The place of each module of the whole symbol, the borders of its regions included, row by row. */
function placesOf(size: SymbolSize): Int32Array {
  const { side, region } = size;
  const known = symbols.get(side);
  if (known) return known;
  const pitch = region + 2;
  // Left and bottom borders are solid, top and right ones alternate.
  const isDark = (r: number, c: number): boolean =>
    c === 0 || r === pitch - 1 || (r === 0 && c % 2 === 0) || (c === pitch - 1 && r % 2 === 1);
  const places = Int32Array.from({ length: side * side }, (_, at) =>
    isDark(Math.floor(at / side) % pitch, (at % side) % pitch) ? DARK : LIGHT,
  );
  const n = mappingSide(size);
  placeModules(n).forEach((place, at) => {
    places[symbolAt(Math.floor(at / n), size) * side + symbolAt(at % n, size)] = place;
  });
  symbols.set(side, places);
  return places;
}
