/** A square symbol of ECC 200 (ISO/IEC 16022 table 7). */
export interface SymbolSize {
  /** Modules a side, finder pattern included. */
  readonly side: number;
  /** Side of one data region; the symbol is a square of such regions, each with its own border. */
  readonly region: number;
  readonly data: number;
  readonly errorCorrection: number;
  /** Reed–Solomon blocks, interleaved. */
  readonly blocks: number;
}

const size = (side: number, region: number, data: number, errorCorrection: number, blocks: number): SymbolSize => ({
  side,
  region,
  data,
  errorCorrection,
  blocks,
});

export const SYMBOL_SIZES: readonly SymbolSize[] = [
  size(10, 8, 3, 5, 1),
  size(12, 10, 5, 7, 1),
  size(14, 12, 8, 10, 1),
  size(16, 14, 12, 12, 1),
  size(18, 16, 18, 14, 1),
  size(20, 18, 22, 18, 1),
  size(22, 20, 30, 20, 1),
  size(24, 22, 36, 24, 1),
  size(26, 24, 44, 28, 1),
  size(32, 14, 62, 36, 1),
  size(36, 16, 86, 42, 1),
  size(40, 18, 114, 48, 1),
  size(44, 20, 144, 56, 1),
  size(48, 22, 174, 68, 1),
  size(52, 24, 204, 84, 2),
  size(64, 14, 280, 112, 2),
  size(72, 16, 368, 144, 4),
  size(80, 18, 456, 192, 4),
  size(88, 20, 576, 224, 4),
  size(96, 22, 696, 272, 4),
  size(104, 24, 816, 336, 6),
];
