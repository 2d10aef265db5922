import type { Font } from 'fontkit';
import { GlyphSubset, type TrueTypeTables } from './glyph-subset';
import { lasting } from './press';

/** What French letters are written with, in the text's face and in the strong one: the fewer, the smaller each file. */
export const COMMON_LETTERS = {
  regular: ' abcdefghijlmnopqrstuvxyzABCDEFGHIJLMNOPQRSTUVX0123456789éèêàç.,:’-–/@€()«»\u202f',
  strong: ' abcdefghijlmnopqrstuvxyACDEILMNOPQRSTV0123456789éèù,:€°•\u202f',
} as const;

/** The objects of an embedded font beside its file, whose only difference from document to document is their numbers. */
export interface EmbeddedObjects {
  /** The table by which text is copied. */
  readonly map: Buffer;
  descriptor(file: number): string;
  descendant(descriptor: number): string;
  dictionary(descendant: number, map: number): string;
}

/**
 * The glyphs that every document of a face embeds: made ready once a process, so that a document of ordinary letters has no font of
 * its own to cut out and press (a tenth of its time), and letters merged for the printer share theirs.
 */
export class CommonGlyphs {
  /** Glyph of the font at each place; the parts of composed ones stand behind those that are asked for. */
  readonly ids: readonly number[];
  readonly places: ReadonlyMap<number, number>;
  readonly widths: readonly number[];
  readonly unicode: readonly (readonly number[])[];
  readonly encoded: Buffer;
  private readonly ready = new Map<string, EmbeddedObjects>();

  /** @param readAs the code point that a glyph is copied as */
  constructor(tables: TrueTypeTables, font: Font, letters: string, readAs: (codePoint: number, id: number) => number) {
    const subset = new GlyphSubset(tables, null);
    const codePoints = new Map<number, readonly number[]>([[0, [0]]]);
    for (const letter of letters) {
      const codePoint = letter.codePointAt(0) ?? 0;
      const { id } = font.glyphForCodePoint(codePoint);
      subset.includeGlyph(id);
      codePoints.set(id, [readAs(codePoint, id)]);
    }
    this.encoded = lasting(subset.encode());
    this.ids = subset.glyphs;
    const scale = 1000 / font.unitsPerEm;
    // Asked of the table: fontkit remembers a glyph that is asked for by number as one without text.
    this.widths = this.ids.map((id) => tables.metric(id).readUInt16BE(0) * scale);
    const parts = new Set(this.ids.filter((id) => !codePoints.has(id)));
    // A part of a composed glyph may be a letter too: the dot of an i is a full stop.
    for (const codePoint of parts.size === 0 ? [] : font.characterSet) {
      const { id } = font.glyphForCodePoint(codePoint);
      if (parts.has(id) && !codePoints.has(id)) codePoints.set(id, [readAs(codePoint, id)]);
    }
    this.unicode = this.ids.map((id) => codePoints.get(id) ?? [0xfffd]);
    // One that only stands in others is told as no text: drawn by itself («J́»), it is a glyph of the document's own.
    this.places = new Map(this.ids.flatMap((id, place) => (codePoints.has(id) ? [[id, place] as const] : [])));
  }

  /** @param id of the font in its document, of which its name is made: «F1», «F2» */
  objects(id: string, make: () => EmbeddedObjects): EmbeddedObjects {
    const objects = this.ready.get(id) ?? make();
    this.ready.set(id, objects);
    return objects;
  }
}
