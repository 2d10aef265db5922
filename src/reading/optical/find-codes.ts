import { readFileSync } from 'node:fs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { GreyImage } from './grey-image';

let prepared = false;

/** What the Data Matrix codes on a page say, whichever way up it lies; empty where there are none. */
export async function findCodes({ width, height, data }: GreyImage): Promise<readonly string[]> {
  prepare();
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at++) {
    const grey = data[at] ?? 255;
    pixels[at] = 0xff000000 | (grey << 16) | (grey << 8) | grey;
  }
  const rgba = new Uint8ClampedArray(pixels.buffer);
  const found = await readBarcodes({ width, height, data: rgba, colorSpace: 'srgb' } as ImageData, {
    formats: ['DataMatrix'],
    tryHarder: true,
    maxNumberOfSymbols: 4,
  });
  return found.flatMap(({ isValid, text }) => (isValid ? [text] : []));
}

/** Given here: it would fetch its own from the network. */
function prepare(): void {
  if (prepared) return;
  const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
  prepared = true;
}
