import type { CommonGlyphs } from './common-glyphs';
import type { PlacedGlyph } from './face';

/** The tables that a TrueType font inside a PDF needs (ISO 32000-1 §9.9); hinting is for screens of another age. */
const COMPOSITE = { hasWords: 0x1, hasScale: 0x8, more: 0x20, hasXYScale: 0x40, hasMatrix: 0x80, instructions: 0x100 };
const HEAD_LONG_OFFSETS = 50;
const HEAD_CHECKSUM = 8;

/** A TrueType file whose tables are found, once a process. */
export class TrueTypeTables {
  private readonly tables = new Map<string, Buffer>();
  private readonly longOffsets: boolean;
  private readonly metrics: number;

  constructor(bytes: Buffer) {
    const count = bytes.readUInt16BE(4);
    for (let index = 0; index < count; index += 1) {
      const at = 12 + index * 16;
      const offset = bytes.readUInt32BE(at + 8);
      this.tables.set(
        bytes.toString('latin1', at, at + 4),
        bytes.subarray(offset, offset + bytes.readUInt32BE(at + 12)),
      );
    }
    this.longOffsets = this.table('head').readInt16BE(HEAD_LONG_OFFSETS) === 1;
    this.metrics = this.table('hhea').readUInt16BE(34);
  }

  table(name: string): Buffer {
    const table = this.tables.get(name);
    if (!table) throw new Error(`police sans table ${name}`);
    return table;
  }

  outline(id: number): Buffer {
    const loca = this.table('loca');
    const offset = (at: number): number =>
      this.longOffsets ? loca.readUInt32BE(at * 4) : loca.readUInt16BE(at * 2) * 2;
    return this.table('glyf').subarray(offset(id), offset(id + 1));
  }

  /** Advance and left bearing, 4 bytes: glyphs beyond the table's end share its last advance. */
  metric(id: number): Buffer {
    const hmtx = this.table('hmtx');
    if (id < this.metrics) return hmtx.subarray(id * 4, id * 4 + 4);
    const advance = hmtx.subarray((this.metrics - 1) * 4, (this.metrics - 1) * 4 + 2);
    const bearing = this.metrics * 4 + (id - this.metrics) * 2;
    return Buffer.concat([advance, hmtx.subarray(bearing, bearing + 2)]);
  }
}

/**
 * The glyphs that a document uses, in pdfkit's place for fontkit's own subset, which decodes every outline and writes it
 * again: this copies bytes and leaves the hinting out. Half the time of an embedded font, and a third of its size.
 */
export class GlyphSubset {
  private readonly ids: number[];
  /** Of those that are not common. */
  private readonly places = new Map<number, number>();

  /** @param common glyphs that it begins with; null for none */
  constructor(
    private readonly font: TrueTypeTables,
    private readonly common: CommonGlyphs | null,
  ) {
    this.ids = common === null ? [0] : [...common.ids];
    if (common === null) this.places.set(0, 0);
  }

  /** Whether it holds the common glyphs and no other. */
  get isCommon(): boolean {
    return this.common !== null && this.places.size === 0;
  }

  /** In their places; complete once it was encoded. */
  get glyphs(): readonly number[] {
    return this.ids;
  }

  /** @returns the glyph's number in the subset */
  includeGlyph(glyph: PlacedGlyph['id']): number {
    let place = this.common?.places.get(glyph) ?? this.places.get(glyph);
    if (place === undefined) {
      place = this.ids.length;
      this.places.set(glyph, place);
      this.ids.push(glyph);
    }
    return place;
  }

  /** @returns a TrueType file with the glyphs included so far and those they are built from */
  encode(): Buffer {
    if (this.common !== null && this.isCommon) return this.common.encoded;
    const outlines: Buffer[] = [];
    const loca: number[] = [0];
    let length = 0;
    // Parts of a composed glyph are added at the end while it runs.
    for (let place = 0; place < this.ids.length; place += 1) {
      const outline = this.withoutHints(this.font.outline(this.ids[place] ?? 0));
      const padding = (4 - (outline.length % 4)) % 4;
      outlines.push(outline, Buffer.alloc(padding));
      length += outline.length + padding;
      loca.push(length);
    }
    const offsets = Buffer.alloc(loca.length * 4);
    loca.forEach((offset, index) => {
      offsets.writeUInt32BE(offset, index * 4);
    });
    const head = Buffer.from(this.font.table('head'));
    head.writeInt16BE(1, HEAD_LONG_OFFSETS);
    head.writeUInt32BE(0, HEAD_CHECKSUM);
    const hhea = Buffer.from(this.font.table('hhea'));
    hhea.writeUInt16BE(this.ids.length, 34);
    const maxp = Buffer.from(this.font.table('maxp'));
    maxp.writeUInt16BE(this.ids.length, 4);
    return writeTables([
      ['glyf', Buffer.concat(outlines)],
      ['head', head],
      ['hhea', hhea],
      ['hmtx', Buffer.concat(this.ids.map((id) => this.font.metric(id)))],
      ['loca', offsets],
      ['maxp', maxp],
    ]);
  }

  private withoutHints(outline: Buffer): Buffer {
    if (outline.length === 0) return outline;
    const contours = outline.readInt16BE(0);
    if (contours < 0) return this.composed(outline);
    const hints = 10 + contours * 2;
    const size = outline.readUInt16BE(hints);
    if (size === 0) return outline;
    return Buffer.concat([outline.subarray(0, hints), Buffer.alloc(2), outline.subarray(hints + 2 + size)]);
  }

  private composed(outline: Buffer): Buffer {
    const copy = Buffer.from(outline);
    let at = 10;
    for (let flags: number = COMPOSITE.more; flags & COMPOSITE.more; ) {
      flags = copy.readUInt16BE(at);
      copy.writeUInt16BE(flags & ~COMPOSITE.instructions, at);
      copy.writeUInt16BE(this.includeGlyph(copy.readUInt16BE(at + 2)), at + 2);
      at += 4 + (flags & COMPOSITE.hasWords ? 4 : 2);
      if (flags & COMPOSITE.hasScale) at += 2;
      else if (flags & COMPOSITE.hasXYScale) at += 4;
      else if (flags & COMPOSITE.hasMatrix) at += 8;
    }
    return copy.subarray(0, at);
  }
}

/** Glyphs' places as four digits, as many as were needed so far. */
const HEX: string[] = [];

/** A glyph's place in its subset as it is written. */
export function hexOf(place: number): string {
  let hex = HEX[place];
  if (hex === undefined) {
    hex = place.toString(16).padStart(4, '0');
    HEX[place] = hex;
  }
  return hex;
}

function writeTables(tables: readonly (readonly [string, Buffer])[]): Buffer {
  const header = Buffer.alloc(12 + tables.length * 16);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(tables.length, 4);
  header.writeUInt16BE(power * 16, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE((tables.length - power) * 16, 10);
  let offset = header.length;
  const parts: Buffer[] = [header];
  tables.forEach(([name, table], index) => {
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    const at = 12 + index * 16;
    header.write(name, at, 'latin1');
    header.writeUInt32BE(checksum(padded), at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(table.length, at + 12);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}

function checksum(padded: Buffer): number {
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}
