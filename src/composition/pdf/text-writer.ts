import type { CommonGlyphs, EmbeddedObjects } from './common-glyphs';
import type { Face, PlacedGlyph } from './face';
import { GlyphSubset, hexOf } from './glyph-subset';
import { points } from './instructions';
import { lasting } from './press';
import { Written, writeValue } from './write-value';

/** What is reached behind pdfkit's face to write text; see pdfkit-internals.ts. */
interface EmbeddedFont {
  readonly id: string;
  subset: { includeGlyph(id: number): number; encode(): Uint8Array };
  widths: number[];
  unicode: (readonly number[])[];
  readonly dictionary: { data: unknown; end(): void };
  embed(this: unknown): void;
  ref(): unknown;
}

interface Reference {
  readonly id: number;
  end(chunk?: Uint8Array | string): void;
}

interface TextInternals {
  readonly _font: EmbeddedFont;
  readonly page: { readonly fonts: Record<string, unknown> };
  font(name: string): unknown;
  addContent(instructions: string): unknown;
  ref(data?: unknown): Reference;
}

/**
 * Writes runs of text on the current page. pdfkit's own text() lays words out again at each call and remembers them, which are
 * people's names; this takes the glyphs as the face has placed them.
 */
export class TextWriter {
  private readonly document: TextInternals;
  private readonly fonts = new Map<Face, EmbeddedFont>();

  constructor(document: PDFKit.PDFDocument) {
    this.document = document as unknown as TextInternals;
  }

  /** @param x left edge, in points @param baseline from the page's top */
  write(face: Face, text: string, x: number, baseline: number, size: number): void {
    const font = this.addFont(face, this.document.page);
    const shown = face.commonText?.show(text) ?? this.showGlyphs(font, face.shape(text), x, baseline, size);
    this.document.addContent(`BT\n/${font.id} ${points(size)} Tf\n${matrix(x, baseline)}\n${shown}\nET`);
  }

  /** Makes a font one of a page's, whatever is written on it. */
  addFont(face: Face, page: TextInternals['page']): EmbeddedFont {
    const { document } = this;
    let font = this.fonts.get(face);
    if (font === undefined) {
      document.font(face.name);
      font = document._font;
      embedOwnSubset(document, font, face);
      this.fonts.set(face, font);
    }
    page.fonts[font.id] ??= font.ref();
    return font;
  }

  private showGlyphs(
    font: EmbeddedFont,
    glyphs: readonly PlacedGlyph[],
    x: number,
    baseline: number,
    size: number,
  ): string {
    const operators: string[] = [];
    const shown: string[] = [];
    let hex = '';
    let pen = 0;
    const flush = (): void => {
      if (hex !== '') shown.push(`<${hex}>`);
      hex = '';
      if (shown.length > 0) operators.push(`[${shown.join('')}] TJ`);
      shown.length = 0;
    };
    const move = (to: number, rise: number): void => {
      flush();
      operators.push(matrix(x + (to * size) / 1000, baseline - (rise * size) / 1000));
    };
    for (const glyph of glyphs) {
      const id = font.subset.includeGlyph(glyph.id);
      font.widths[id] ??= glyph.width;
      font.unicode[id] ??= glyph.codePoints;
      const displaced = glyph.xOffset !== 0 || glyph.yOffset !== 0;
      if (displaced) move(pen + glyph.xOffset, glyph.yOffset);
      hex += hexOf(id);
      pen += glyph.advance;
      const kerning = glyph.width - glyph.advance;
      if (displaced) move(pen, 0);
      else if (kerning !== 0) {
        shown.push(`<${hex}>${Math.round(kerning * 1000) / 1000}`);
        hex = '';
      }
    }
    flush();
    return operators.join('\n');
  }
}

/** The page is turned upside down by pdfkit, so the text matrix turns it back. */
function matrix(x: number, y: number): string {
  return `1 0 0 -1 ${points(x)} ${points(y)} Tm`;
}

/** Our subset in the place of fontkit's; its objects are ready where it holds the common glyphs alone. */
function embedOwnSubset(document: TextInternals, font: EmbeddedFont, face: Face): void {
  const { common } = face;
  const subset = new GlyphSubset(face.tables, common);
  font.subset = subset;
  if (common === null) return;
  font.widths = [...common.widths];
  font.unicode = [...common.unicode];
  const embed = font.embed;
  font.embed = () => {
    if (!subset.isCommon) return embed.call(font);
    const { map, descriptor, descendant, dictionary } = common.objects(font.id, () => writtenBy(embed, font, common));
    const [file, texts] = [document.ref(), document.ref()];
    file.end(common.encoded);
    texts.end(map);
    const described = document.ref(new Written(descriptor(file.id)));
    described.end();
    const descended = document.ref(new Written(descendant(described.id)));
    descended.end();
    font.dictionary.data = new Written(dictionary(descended.id, texts.id));
    font.dictionary.end();
  };
}

/** Stands for an object's number where it is not known yet. */
const UNKNOWN = '\u0000';

/** What pdfkit would write of a font, taken down from the objects that it asks its document for. */
function writtenBy(
  embed: EmbeddedFont['embed'],
  font: EmbeddedFont,
  { encoded, widths, unicode }: CommonGlyphs,
): EmbeddedObjects {
  const asked: { data: Record<string, unknown>; text: string }[] = [];
  const ref = (data: Record<string, unknown> = {}) => {
    const object = { data, text: '' };
    asked.push(object);
    const end = (text: unknown): void => {
      if (typeof text === 'string') object.text = text;
    };
    return Object.assign(new Written(UNKNOWN), { data, end });
  };
  const dictionary = ref();
  const subset = { encode: () => encoded };
  // Its other properties are the font's own: pdfkit reads names and measures from them.
  embed.call(Object.assign(Object.create(font), { document: { ref }, dictionary, subset, widths, unicode }));
  const written = (data: unknown) => {
    const parts = writeValue(data).split(UNKNOWN);
    return (...ids: readonly number[]): string => parts.map((part, at) => part + (ids[at] ?? '')).join(' 0 R');
  };
  const withKey = (key: string) => asked.find(({ data }) => data[key] !== undefined)?.data;
  const map = asked.find(({ text }) => text !== '')?.text ?? '';
  return {
    map: lasting(Buffer.from(`${map}\n`, 'latin1')),
    descriptor: written(withKey('FontFile2')),
    descendant: written(withKey('FontDescriptor')),
    dictionary: written(dictionary.data),
  };
}
