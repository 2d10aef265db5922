import { readFileSync } from 'node:fs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { SEPARATOR_CODE } from '../../domain/scans/separator-code';
import type { GreyImage } from './grey-image';

let prepared = false;

/** Whether a page is a separator sheet, whichever way up it lies. */
export async function isSeparator({ width, height, data }: GreyImage): Promise<boolean> {
  prepare();
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at++) rgba.fill(data[at] ?? 255, at * 4, at * 4 + 4);
  const found = await readBarcodes({ width, height, data: rgba, colorSpace: 'srgb' } as ImageData, {
    formats: ['DataMatrix'],
    tryHarder: true,
    maxNumberOfSymbols: 4,
  });
  return found.some(({ isValid, text }) => isValid && text === SEPARATOR_CODE);
}

/** Given here: it would fetch its own from the network. */
function prepare(): void {
  if (prepared) return;
  const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
  prepared = true;
}
