import type { GreyImage } from './grey-image';

const TILE = 48;
/** Paper darker than this against the whitest of the page lies in a shadow. */
const DEEPEST = 60;

/** Pixels of a few words on a page: a sheet with one line on it has its ink too. */
const INK_SHARE = 0.0002;

/** How a page is lit, 0 to 255: its ink, its paper, and how much the paper's grey changes over the page. */
export interface Light {
  readonly ink: number;
  readonly paper: number;
  readonly unevenness: number;
}

export interface LitImage {
  readonly image: GreyImage;
  readonly light: Light;
}

/** The page as if its light were even, its paper white and its ink black. */
export function evenLight(image: GreyImage): LitImage {
  const columns = Math.ceil(image.width / TILE);
  const rows = Math.ceil(image.height / TILE);
  const papers = smoothed(papersOf(image, columns, rows), columns, rows);
  const sorted = [...papers].sort((a, b) => a - b);
  const paper = percentile(sorted, 0.5);
  const unevenness = percentile(sorted, 0.9) - percentile(sorted, 0.1);
  const ink = darkest(image);
  const light = { ink, paper, unevenness };
  if (paper - ink < 20) return { image, light };
  // What leaves 0 to 255 is cut off there.
  const data = new Uint8ClampedArray(image.data.length);
  for (let y = 0; y < image.height; y++) {
    const row = Math.min(rows - 1, Math.floor(y / TILE)) * columns;
    for (let x = 0; x < image.width; x++) {
      const white = Math.max(DEEPEST, papers[row + Math.floor(x / TILE)] ?? paper);
      const black = Math.min(ink, white - 20);
      data[y * image.width + x] = (((image.data[y * image.width + x] ?? 255) - black) * 255) / (white * 0.96 - black);
    }
  }
  return { image: { ...image, data: new Uint8Array(data.buffer) }, light };
}

/** The grey of the paper in each tile: what most of its lighter pixels have. */
function papersOf({ width, height, data }: GreyImage, columns: number, rows: number): Float32Array {
  const papers = new Float32Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      let seen = 0;
      for (let y = row * TILE; y < Math.min(height, (row + 1) * TILE); y += 2)
        for (let x = column * TILE; x < Math.min(width, (column + 1) * TILE); x += 2) {
          const value = data[y * width + x] ?? 255;
          counts[value] = (counts[value] ?? 0) + 1;
          seen++;
        }
      papers[row * columns + column] = levelAt(counts, seen * 0.8);
    }
  return papers;
}

/** The brightest around each tile, then their mean: print that fills a tile is no shadow. */
function smoothed(papers: Float32Array, columns: number, rows: number): Float32Array {
  const around = (values: Float32Array, reach: number, join: (near: number[]) => number) =>
    values.map((_value, at) => {
      const near: number[] = [];
      const [row, column] = [Math.floor(at / columns), at % columns];
      for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++)
        for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++)
          near.push(values[y * columns + x] ?? 255);
      return join(near);
    });
  const bright = around(papers, 1, (near) => Math.max(...near));
  return around(bright, 1, (near) => near.reduce((sum, value) => sum + value, 0) / near.length);
}

function darkest({ data }: GreyImage): number {
  const counts = new Uint32Array(256);
  for (let at = 0; at < data.length; at += 3) {
    const value = data[at] ?? 255;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return levelAt(counts, (data.length / 3) * INK_SHARE);
}

function levelAt(counts: Uint32Array, wanted: number): number {
  let seen = 0;
  for (let level = 0; level < 256; level++) {
    seen += counts[level] ?? 0;
    if (seen >= wanted) return level;
  }
  return 255;
}

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 255;
}
