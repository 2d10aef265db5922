/** Which bit of which codeword a module of the mapping matrix shows: codeword × 8 + bit, bit 0 the most significant. */
const memo = new Map<number, Int32Array>();

/**
 * The placement of ECC 200 (ISO/IEC 16022 annex F), for a square mapping matrix.
 * @param n modules a side, finder patterns left out
 * @returns n × n places, row by row; −1 dark and −2 light for the fixed corner of some sizes
 */
export function placeModules(n: number): Int32Array {
  const known = memo.get(n);
  if (known) return known;
  const places = new Int32Array(n * n).fill(-3);
  let codeword = 0;

  const module = (row: number, column: number, bit: number): void => {
    let r = row;
    let c = column;
    if (r < 0) {
      r += n;
      c += 4 - ((n + 4) % 8);
    }
    if (c < 0) {
      c += n;
      r += 4 - ((n + 4) % 8);
    }
    places[r * n + c] = codeword * 8 + bit;
  };
  const shape = (cells: readonly (readonly [number, number])[]): void => {
    cells.forEach(([row, column], bit) => {
      module(row, column, bit);
    });
    codeword += 1;
  };
  const utah = (r: number, c: number): void =>
    shape([
      [r - 2, c - 2],
      [r - 2, c - 1],
      [r - 1, c - 2],
      [r - 1, c - 1],
      [r - 1, c],
      [r, c - 2],
      [r, c - 1],
      [r, c],
    ]);
  const e = n - 1;
  const corners = (r: number, c: number): void => {
    if (r === n && c === 0)
      shape([
        [e, 0],
        [e, 1],
        [e, 2],
        [0, e - 1],
        [0, e],
        [1, e],
        [2, e],
        [3, e],
      ]);
    if (r === n - 2 && c === 0 && n % 4 !== 0)
      shape([
        [e - 2, 0],
        [e - 1, 0],
        [e, 0],
        [0, e - 3],
        [0, e - 2],
        [0, e - 1],
        [0, e],
        [1, e],
      ]);
    if (r === n - 2 && c === 0 && n % 8 === 4)
      shape([
        [e - 2, 0],
        [e - 1, 0],
        [e, 0],
        [0, e - 1],
        [0, e],
        [1, e],
        [2, e],
        [3, e],
      ]);
    if (r === n + 4 && c === 2 && n % 8 === 0)
      shape([
        [e, 0],
        [e, e],
        [0, e - 2],
        [0, e - 1],
        [0, e],
        [1, e - 2],
        [1, e - 1],
        [1, e],
      ]);
  };

  let row = 4;
  let column = 0;
  do {
    corners(row, column);
    do {
      if (row < n && column >= 0 && places[row * n + column] === -3) utah(row, column);
      row -= 2;
      column += 2;
    } while (row >= 0 && column < n);
    row += 1;
    column += 3;
    do {
      if (row >= 0 && column < n && places[row * n + column] === -3) utah(row, column);
      row += 2;
      column -= 2;
    } while (row < n && column >= 0);
    row += 3;
    column += 1;
  } while (row < n || column < n);
  if (places[n * n - 1] === -3) {
    places[n * n - 1] = -1;
    places[n * n - n - 2] = -1;
    places[n * n - 2] = -2;
    places[n * n - n - 1] = -2;
  }
  memo.set(n, places);
  return places;
}
