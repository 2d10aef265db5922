import { inflateSync } from 'node:zlib';
import type { Modules } from '../../domain/barcode/data-matrix';

/** A page's content is some ten thousand bytes; nothing of ours inflates to more than this. */
const LARGEST_CONTENT = 8_000_000;
/** One run of dark modules, as draw-code.ts writes it: column, row, length. */
const RUN = /^(\d+) (\d+) (\d+) 1 re$/;
const LARGEST_SIDE = 144;

/**
 * The codes drawn in a PDF that we made, read from its own drawing instructions and not from its image.
 * @returns the modules of each symbol; none for a scan, or for a file that another program wrote again
 */
export function findDrawnCodes(pdf: Uint8Array): readonly Modules[] {
  const raw = Buffer.from(pdf);
  const found: Modules[] = [];
  for (let at = raw.indexOf('\nstream\n'); at >= 0; at = raw.indexOf('\nstream\n', at + 8)) {
    const end = raw.indexOf('\nendstream', at + 8);
    if (end < 0) break;
    const content = inflated(raw.subarray(at + 8, end));
    if (content?.includes(' 1 re\n')) found.push(...symbolsIn(content));
  }
  return found;
}

function inflated(bytes: Uint8Array): string | null {
  try {
    return inflateSync(bytes, { maxOutputLength: LARGEST_CONTENT }).toString('latin1');
  } catch {
    return null;
  }
}

function symbolsIn(content: string): Modules[] {
  const symbols: Modules[] = [];
  let runs: (readonly [number, number, number])[] = [];
  for (const line of [...content.split('\n'), '']) {
    const match = RUN.exec(line);
    if (match) runs.push([Number(match[1]), Number(match[2]), Number(match[3])]);
    else if (runs.length > 0) {
      const modules = modulesOf(runs);
      if (modules) symbols.push(modules);
      runs = [];
    }
  }
  return symbols;
}

function modulesOf(runs: readonly (readonly [number, number, number])[]): Modules | null {
  const side = Math.max(...runs.map(([, row]) => row)) + 1;
  if (side > LARGEST_SIDE || runs.some(([column, , length]) => column + length > side)) return null;
  const modules = Array.from({ length: side }, () => new Array<boolean>(side).fill(false));
  for (const [column, row, length] of runs) modules[row]?.fill(true, column, column + length);
  return modules;
}
