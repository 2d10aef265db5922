import type { PdfModel } from './pdf-model';
import { isList } from './pdf-values';

/** A composite font as the file has it, beside what its embedded TrueType says. */
export interface EmbeddedFont {
  readonly id: number;
  readonly composite: ReadonlyMap<string, unknown>;
  readonly descendant: ReadonlyMap<string, unknown>;
  readonly descriptor: ReadonlyMap<string, unknown>;
  /** Width of each code in thousandths. */
  readonly widths: readonly number[];
  /** Text of each code. */
  readonly unicode: readonly string[];
  /** Null where nothing is embedded. */
  readonly file: TrueTypeFile | null;
}

export interface TrueTypeFile {
  readonly glyphs: number;
  /** Advance of a glyph in thousandths. */
  widthOf(glyph: number): number;
  hasOutline(glyph: number): boolean;
}

export function readFont(model: PdfModel, id: number): EmbeddedFont {
  const composite = model.dictionary({ ref: id });
  const descendant = model.dictionary(model.list(composite.get('DescendantFonts'))[0]);
  const descriptor = model.dictionary(descendant.get('FontDescriptor'));
  const [first = Number.NaN, given] = model.list(descendant.get('W'));
  const widths = first === 0 && isList(given) ? given.map(Number) : [];
  const bytes = model.streamOf(descriptor.get('FontFile2'));
  return {
    id,
    composite,
    descendant,
    descriptor,
    widths,
    unicode: textsOfCodes(model.streamOf(composite.get('ToUnicode'))?.toString('latin1') ?? ''),
    file: bytes === null ? null : readTrueType(bytes),
  };
}

function textsOfCodes(cmap: string): string[] {
  const ranges = [...cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)];
  const texts: string[] = [];
  for (const [, start = '', list = ''] of ranges) {
    [...list.matchAll(/<([^>]*)>/g)].forEach(([, hex = ''], index) => {
      const units = hex.replace(/ /g, '').match(/.{4}/g) ?? [];
      texts[Number.parseInt(start, 16) + index] = units
        .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
        .join('');
    });
  }
  return texts;
}

function readTrueType(bytes: Buffer): TrueTypeFile | null {
  const tables = new Map<string, Buffer>();
  for (let index = 0; index < bytes.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16;
    const offset = bytes.readUInt32BE(at + 8);
    tables.set(bytes.toString('latin1', at, at + 4), bytes.subarray(offset, offset + bytes.readUInt32BE(at + 12)));
  }
  const [head, hhea, hmtx, loca, maxp] = ['head', 'hhea', 'hmtx', 'loca', 'maxp'].map((name) => tables.get(name));
  if (!head || !hhea || !hmtx || !loca || !maxp || !tables.has('glyf')) return null;
  const scale = 1000 / head.readUInt16BE(18);
  const metrics = hhea.readUInt16BE(34);
  const long = head.readInt16BE(50) === 1;
  const offset = (glyph: number): number => (long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2);
  return {
    glyphs: maxp.readUInt16BE(4),
    widthOf: (glyph) => hmtx.readUInt16BE(Math.min(glyph, metrics - 1) * 4) * scale,
    hasOutline: (glyph) => offset(glyph + 1) > offset(glyph),
  };
}
