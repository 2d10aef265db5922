/** GF(256) of Data Matrix: x⁸ + x⁵ + x³ + x² + 1 (ISO/IEC 16022 §5.7). */
const POLYNOMIAL = 0x12d;
const EXPONENTS = new Uint8Array(510);
const LOGARITHMS = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  EXPONENTS[power] = value;
  EXPONENTS[power + 255] = value;
  LOGARITHMS[value] = power;
  value = value & 0x80 ? (value << 1) ^ POLYNOMIAL : value << 1;
}

const multiply = (one: number, other: number): number =>
  one === 0 || other === 0 ? 0 : (EXPONENTS[(LOGARITHMS[one] ?? 0) + (LOGARITHMS[other] ?? 0)] ?? 0);

const generators = new Map<number, Uint8Array>();

/** Coefficients of Π (x − 2^i), i from 1, the highest left out. */
function generator(count: number): Uint8Array {
  const known = generators.get(count);
  if (known) return known;
  const coefficients = new Uint8Array(count + 1);
  coefficients[0] = 1;
  for (let root = 1; root <= count; root += 1) {
    for (let at = root; at > 0; at -= 1) {
      coefficients[at] = (coefficients[at] ?? 0) ^ multiply(coefficients[at - 1] ?? 0, EXPONENTS[root] ?? 0);
    }
  }
  const rest = coefficients.slice(1);
  generators.set(count, rest);
  return rest;
}

/** @returns the `count` check codewords of a block */
export function checkCodewords(data: Iterable<number>, count: number): Uint8Array {
  const divisor = generator(count);
  const remainder = new Uint8Array(count);
  for (const codeword of data) {
    const factor = codeword ^ (remainder[0] ?? 0);
    remainder.copyWithin(0, 1);
    remainder[count - 1] = 0;
    if (factor === 0) continue;
    const power = LOGARITHMS[factor] ?? 0;
    for (let at = 0; at < count; at += 1) {
      const coefficient = divisor[at] ?? 0;
      if (coefficient !== 0)
        remainder[at] = (remainder[at] ?? 0) ^ (EXPONENTS[power + (LOGARITHMS[coefficient] ?? 0)] ?? 0);
    }
  }
  return remainder;
}
